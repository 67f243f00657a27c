// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useGet } from "../api/client";
import type { FollowsAnswer } from "../api/types";
import { href, useAddress } from "../state/address";
import { Answer, Pager } from "../components/common";
import { FollowList } from "../components/follow";
import { plural } from "../lib/words";
import { BetweenForm } from "./messages";

const LIMIT = 100;

export function FollowsPage(): JSX.Element {
  const { query } = useAddress();
  const { between, from, to } = query;
  const offset = Number(query["offset"] ?? 0) || 0;
  const got = useGet<FollowsAnswer>("/follows", { between, from, to, limit: LIMIT, offset });
  return (
    <>
      <div class="head">
        <h1>Follow-ups</h1>
        <span class="soft" role="status">
          {got.data ? plural(got.data.total, "link") : ""}
        </span>
        <span class="soft">Plans and deeds, messages and replies, and plans that nothing tells to be done.</span>
      </div>
      <BetweenForm />
      <Answer of={got}>
        {(d) =>
          d.total === 0 ? (
            <p class="note">Nothing follows from anything under these conditions.</p>
          ) : (
            <>
              <FollowList of={d.follows} />
              <Pager offset={d.offset} limit={LIMIT} total={d.total} link={(o) => href("follows", "", { ...query, offset: o ? String(o) : undefined })} />
            </>
          )
        }
      </Answer>
    </>
  );
}
