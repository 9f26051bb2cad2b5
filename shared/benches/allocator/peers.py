"""Others that apply the same rule, timed on one instance: the rule in plain Python, and fairpyx where it is installed.

    python3 peers.py INSTANCE

INSTANCE is JSON: places by activity, lists and the limit, the order, and the allocation expected. Prints nanoseconds,
the best of three runs, as one JSON object. Another allocation than the expected one is an error.
"""

import json
import sys
import time


def plain(places, lists, limit, order):
    free = list(places)
    held = [[] for _ in lists]
    taken = True
    while taken:
        taken = False
        for entry in order:
            if len(held[entry]) >= limit:
                continue
            for activity in lists[entry]:
                if free[activity] > 0 and activity not in held[entry]:
                    free[activity] -= 1
                    held[entry].append(activity)
                    taken = True
                    break
    return held


def fairpyx_round_robin(places, lists, limit, order):
    import fairpyx

    # A list as values: the better the choice, the more it is worth; what is not on it must not be given.
    everything = range(len(places))
    worth = {entry: [0] * len(places) for entry in order}
    for entry in order:
        for rank, activity in enumerate(lists[entry]):
            worth[entry][activity] = len(places) - rank
    instance = fairpyx.Instance(
        valuations={entry: dict(enumerate(worth[entry])) for entry in order},
        agent_capacities=dict.fromkeys(order, limit),
        item_capacities=dict(enumerate(places)),
        agent_conflicts={entry: [activity for activity in everything if worth[entry][activity] == 0] for entry in order},
    )
    found = fairpyx.divide(fairpyx.algorithms.round_robin, instance=instance, agent_order=order)
    return [found[entry] for entry in range(len(lists))]


def timed(allocate, given, expected):
    best = None
    for _ in range(3):
        start = time.perf_counter_ns()
        found = allocate(*given)
        took = time.perf_counter_ns() - start
        best = took if best is None else min(best, took)
        if [sorted(activities) for activities in found] != expected:
            sys.exit(f"{allocate.__name__} allocates otherwise")
    return best


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        asked = json.load(file)
    given = [asked[name] for name in ("places", "lists", "limit", "order")]
    expected = [sorted(activities) for activities in asked["allocation"]]
    measured = {"plain": timed(plain, given, expected)}
    try:
        import fairpyx  # noqa: F401
    except ImportError:
        pass
    else:
        measured["fairpyx"] = timed(fairpyx_round_robin, given, expected)
    print(json.dumps(measured))


main()
