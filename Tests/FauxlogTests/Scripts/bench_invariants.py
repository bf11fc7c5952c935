#!/usr/bin/env python3
"""Holds a generated Frappe bench against what a real one keeps: ids, counts, clocks, pids and files that agree.
Reads the tree by itself, with patterns of its own; of the golden files only the manifest.

usage: bench_invariants.py TREE GOLDEN [PART...]
PART is one of layout, presence, applications, traffic, jobs, processes; all without. Exits 0, or prints the first faults
and exits 1."""
import importlib, sys

import findings
from bench_tree import Tree

PARTS = "layout presence applications traffic jobs processes".split()


def main():
    if len(sys.argv) < 3 or not set(sys.argv[3:]) <= set(PARTS): sys.exit(__doc__)
    tree = Tree(sys.argv[1], sys.argv[2])
    if not tree.sites: sys.exit(f"no sites in {sys.argv[1]}")
    said = [importlib.import_module(f"bench_{part}").check(tree) for part in sys.argv[3:] or PARTS]
    findings.finish("; ".join(said))


if __name__ == "__main__": main()
