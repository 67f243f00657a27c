# SPDX-License-Identifier: Apache-2.0
"""Sentences coded, each as a report of its own."""
import json
import subprocess
import tempfile


def claims(tool, sentences, options=()):
    """The claims of sentence i, for those that have any."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for i, text in enumerate(sentences):
            f.write(json.dumps({"id": str(i), "date": "2021-03-04", "text": text}) + "\n")
        f.flush()
        out = subprocess.run(
            [tool, "code", "--any-language", *options, f.name], check=True, capture_output=True, text=True
        ).stdout
    found = {}
    for line in out.splitlines():
        claim = json.loads(line)
        found.setdefault(int(claim["report"]), []).append(claim)
    return found
