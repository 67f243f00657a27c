// SPDX-License-Identifier: Apache-2.0
// The Natural Earth projection (Šavrič et al. 2011), on the sheet that
// tools/outlines.mjs drew the countries on.
export const SHEET = { width: 3600, height: 1830 } as const;
const SCALE = SHEET.width / (2 * 0.8707 * Math.PI);

export function project(lon: number, lat: number): [number, number] {
  const l = (lon * Math.PI) / 180;
  const p = (lat * Math.PI) / 180;
  const p2 = p * p;
  const p4 = p2 * p2;
  const x =
    l * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)));
  const y = p * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)));
  return [SHEET.width / 2 + SCALE * x, SHEET.height / 2 - SCALE * y];
}
