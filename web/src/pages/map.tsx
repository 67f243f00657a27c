// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useGet } from "../api/client";
import type { Map as MapAnswer } from "../api/types";
import { useAddress } from "../state/address";
import { chronology, filterOf } from "../state/filter";
import { Answer, CopyButton } from "../components/common";
import { Exports } from "../components/exports";
import { Chips } from "../components/facets";
import { TimeSlider } from "../components/slider";
import { World } from "../components/world";
import { count, plural } from "../lib/words";

export function MapPage(): JSX.Element {
  const { query } = useAddress();
  const filter = filterOf(query);
  const got = useGet<MapAnswer>("/map", { ...filter });
  return (
    <>
      <div class="head">
        <h1>Map</h1>
        <span class="soft" role="status">
          {got.data
            ? `${plural(got.data.places.length, "place")} of ${plural(got.data.total - got.data.nowhere, "event")}; ${count(got.data.nowhere)} events have no place${got.data.unplaced ? `, ${count(got.data.unplaced)} a place whose country is not known` : ""}`
            : ""}
        </span>
        <span class="bar end">
          <CopyButton label="copy link" text={location.href} />
          <Exports params={filter} />
        </span>
      </div>
      <TimeSlider />
      <Chips filter={filter} page="map" />
      <Answer of={got}>
        {(m) => (
          <World
            data={m}
            place={(p) => chronology({ ...filter, place: p.place })}
            country={(c) => chronology({ ...filter, actor: c })}
          />
        )}
      </Answer>
    </>
  );
}
