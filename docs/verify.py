#!/usr/bin/env python3
"""Checks the transcript of a draw (version 1): python3 verify.py FILE [--words "eight words"]
Written from transcript.md alone, with nothing but Python's own library; words.txt must stand beside this program.
It repeats all that can be repeated: the file is well formed, the records of the log hang together, the rules and the
list of choices are those the log names, every draw is in the file, the orders follow from the seeds, and the rule gives
what was handed out. If all of that is right, the file is CONSISTENT: it could have come about exactly as it says.
What no program can see is whether it is GENUINE: somebody could invent a whole draw that is consistent in itself. Only
the eight words tell: compare them with those that were read aloud when choosing ended, before the value was known.
Exit code 0: everything that was checked is right; 1: something is wrong; 2: the file cannot be read at all."""
import argparse, collections, functools, hashlib, itertools, json, os, pathlib, struct, sys

class Fault(Exception): """What a check found to be wrong."""
def need(condition, what):
    if not condition: raise Fault(what)

# ---- The form. A shape is {field: shape}, [shape of every item], (shapes by kind,) or a test for something simple.
# The tests ask for type(x) is int, because for Python True is a number, too.
def whole(least, bits): return lambda x: type(x) is int and least <= x < 2**bits
def hexadecimal(n): return lambda x: type(x) is str and len(x) == 2 * n and set(x) <= set("0123456789abcdef")
def or_null(test): return lambda x: x is None or test(x)
def numbers(x): return type(x) is list and all(map(U32, x))
def ascending(x): return numbers(x) and all(a < b for a, b in zip(x, x[1:]))
PASS_ORDERS = ["same", "snake", "reverse_after_first", "reshuffle"]  # in the order of their codes, 0 to 3
U32, U64, HASH, LARGEST_FILE = whole(0, 32), whole(0, 64), hexadecimal(32), 64 * 2**20
PLAN, VALUE = ({"own_list": {}, "server": {}},), ({"own_list": {"order": numbers}, "server": {"bytes": HASH}},)
KINDS = {"opened": {"rules": HASH, "entries": U32}, "rules_changed": {"rules": HASH}, "entries_added": {"entries": U32},
         "link_replaced": {}, "closed": {"list": HASH, "entries": U32, "saved": U32, "plan": PLAN}, "reopened": {},
         "redraw": {"plan": PLAN}, "drawn": {"value": VALUE}, "published": {}}  # in the order of their codes, 1 to 9
RECORD = {"time": U64, "event": (KINDS,), "note": HASH, "head": HASH}
ACTIVITY = {"capacity": U32, "minimum": U32, "slots": ascending, "groups": ascending}
RULES = {"limit": or_null(whole(1, 32)), "pass_order": PASS_ORDERS.__contains__, "notice": U32,
         "closes_at": or_null(whole(1, 64)), "plan": PLAN, "activities": [ACTIVITY], "catalogue": HASH}
LINE = {"entry": U32, "group": U32, "credential": HASH, "version": U32, "nonce": hexadecimal(16), "choices": numbers}
ATTEMPT = {"record": U32, "drawn": U32, "seed": or_null(HASH), "order": numbers, "allocation": [numbers]}
TRANSCRIPT = {"format": lambda x: U32(x) and x == 1, "lottery": hexadecimal(16), "log": [RECORD], "rules": [RULES],
              "lines": [LINE], "attempts": [ATTEMPT]}
def look(x, shape, where):
    if callable(shape):
        need(shape(x), f"{where} is not what must stand there, or too large")
    elif type(shape) is list:
        need(type(x) is list, f"{where} is not a list")
        for i, item in enumerate(x, 1): look(item, shape[0], f"{where} {i}")
    else:
        need(type(x) is dict, f"{where} is not an object with fields")
        if type(shape) is tuple:  # of an unknown kind nothing but "kind" is looked at, and that is wrong
            shape = {"kind": list(shape[0]).__contains__, **shape[0].get(str(x.get("kind")), {})}
        for name in shape: look(x.get(name), shape[name], f"{where} / {name}")
        need(list(x) == list(shape), f"{where} has not exactly the fields {', '.join(shape)} in this order")
def check_form(t):
    """this is not the transcript that others have, so ask for it again and trust nothing in it"""
    need(len(t["data"]) <= LARGEST_FILE, "the file is larger than 64 MiB")
    text = t.pop("data").decode("utf-8")
    read = json.loads(text, parse_int=lambda digits: int(digits[:21]))  # 21 are too large, too, and quick to read
    look(read, TRANSCRIPT, "the file")
    again = json.dumps(read, separators=(",", ":"), ensure_ascii=False)
    need(again == text, "the file has a doubled field, white space or something else that would be written differently")
    t.update(read)
    return "The file is written as it must be, and writing it again gives the same bytes."

# ---- Hashes. What goes into them stands in the file in the same order, so whole objects can be hashed field by field.
def as_bytes(x):
    if type(x) is list: return as_bytes(len(x)) + joined(x)  # how many, and then each
    return x.to_bytes(4, "big") if type(x) is int else bytes.fromhex(x) if type(x) is str else x
def joined(things): return b"".join(map(as_bytes, things))
def H(label, *things): return hashlib.sha256(b"turnwise/v1/" + label.encode() + b"\0" + joined(things)).digest()
def plan_bytes(plan): return bytes([plan["kind"] == "server"]) + bytes(12)
def value_bytes(value): return joined(value["order"] if value["kind"] == "own_list" else [value["bytes"]])
def body(event):
    return joined(plan_bytes(x) + bytes(8) if name == "plan" else value_bytes(x) if name == "value" else x
                  for name, x in event.items() if name != "kind")
def rules_hash(rules):
    code, closes_at = bytes([PASS_ORDERS.index(rules["pass_order"])]), (rules["closes_at"] or 0).to_bytes(8, "big")
    return H("rules", 1, rules["limit"] or 0, code, rules["notice"], closes_at, plan_bytes(rules["plan"]),
             [joined(activity.values()) for activity in rules["activities"]], rules["catalogue"]).hex()

# ---- The checks. Under its name each says what a fault means for someone who takes part; it returns what is right.
STEPS = {  # the states of the lottery in which a kind may come, and the state after it (None: as before)
    "opened": ("new", "open"), "rules_changed": ("open", None), "entries_added": ("open", None),
    "link_replaced": ("open closed redrawing drawn published", None), "closed": ("open", "closed"),
    "reopened": ("closed", "open"), "published": ("drawn", "published"), "redraw": ("drawn published", "redrawing"),
    "drawn": ("closed redrawing", "drawn")}
def check_log(t):
    """records were changed, left out or put in, so things may not have happened as you are told"""
    head, time, state, kind = H("lottery", t["lottery"]), 0, "new", None
    for i, record in enumerate(t["log"], 1):
        note, event, kind = record["note"], record["event"], record["event"]["kind"]
        head = H("log", head, i, struct.pack(">QB", record["time"], list(KINDS).index(kind) + 1), note, body(event))
        need(record["head"] == head.hex(), f"the head of record {i} does not follow from what stands before it")
        need(record["time"] >= time, f"record {i} is earlier than the one above it")
        need(state in STEPS[kind][0].split(), f"record {i} is '{kind}', which cannot come while the state is '{state}'")
        need(note.strip("0") or kind not in ("reopened", "redraw"), f"record {i} ('{kind}') is without a reason")
        time, state = record["time"], STEPS[kind][1] or state
    need(kind == "published", "the log does not end with 'published'")
    return f"Each of the {len(t['log'])} records follows from the one before it."
def events(t, *kinds):
    return [(i, record["event"]) for i, record in enumerate(t["log"], 1) if record["event"]["kind"] in kinds]
def check_rules(t):
    """the draw may have been made by other rules than those that were announced to you"""
    named, hashes = [e["rules"] for i, e in events(t, "opened", "rules_changed")], list(map(rules_hash, t["rules"]))
    need(hashes == list(dict.fromkeys(named)), "the versions of the rules are not exactly those that the log names")
    versions = dict(zip(hashes, t["rules"]))
    for old, new in ((versions[a], versions[b]) for a, b in zip(named, named[1:])):
        for name in ("limit", "pass_order", "notice", "plan"):
            need(old[name] == new[name], f"'{name}' was changed after the opening")
        need(len(old["activities"]) <= len(new["activities"]), "an activity has disappeared")
    rules = t["last rules"] = versions[named[-1]]
    need(rules["plan"]["kind"] == "server" or rules["pass_order"] != "reshuffle", "an own list cannot be shuffled anew")
    for i, event in events(t, "closed", "redraw"):
        need(event["plan"] == rules["plan"], f"the plan of record {i} is not that of the rules")
    return f"The rules (versions: {len(hashes)}) are those that the log names."
def check_list(t):
    """somebody's choices, perhaps yours, may have been changed, left out or added afterwards"""
    lines, m, closed = t["lines"], len(t["last rules"]["activities"]), events(t, "closed")[-1][1]
    fixed = H("list", [H("line", *line.values()) for line in lines]).hex()
    need(fixed == closed["list"], "the list is not the one that was fixed when choosing ended")
    announced = sum(event["entries"] for i, event in events(t, "opened", "entries_added"))
    t["saved"], t["entries"] = sum(line["version"] > 0 for line in lines), [line["entry"] for line in lines]
    need(len(lines) == closed["entries"] == announced, "there are more or fewer entries than were announced")
    need(t["saved"] == closed["saved"], "more or fewer lists are saved than the record of the closing says")
    need(ascending(t["entries"]), "the entries do not ascend")
    for entry, choices, line in zip(t["entries"], (line["choices"] for line in lines), lines):
        good = len(set(choices)) == len(choices) and all(1 <= activity <= m for activity in choices)
        need(good, f"entry {entry} has chosen an activity twice or one that does not exist")
        need(line["version"] or not choices and not line["nonce"].strip("0"), f"entry {entry} has what it never saved")
    return "The list is the one that was fixed when choosing ended."
def check_value(t):
    """a draw may have been hidden or its chance picked by hand, so do not accept the result"""
    steps = events(t, "closed", "redraw", "drawn")  # what stands right before a "drawn" in here is what was drawn for
    draws = [(i, old["plan"], j, new["value"]) for (i, old), (j, new) in zip(steps, steps[1:]) if "value" in new]
    good = [(a["record"], a["drawn"]) for a in t["attempts"]] == [(i, j) for i, plan, j, value in draws]
    need(good, "the draws in the file are not exactly those of the log, each for the record before it")
    for i, plan, j, value in draws:
        need(value["kind"] == plan["kind"], f"the value of record {j} is not of the kind that was planned")
        need(plan["kind"] == "server" or sorted(value["order"]) == t["entries"], f"own list {j} is not of all entries")
    return f"Every draw of the log ({len(draws)}) is in the file, its value of the kind that was planned."

# ---- The order: columns and diagonals of the square of 16 words are mixed in turn, ten times.
QUARTERS = [(i, 4 + (i + s) % 4, 8 + (i + 2 * s) % 4, 12 + (i + 3 * s) % 4) for s in (0, 1) for i in range(4)]
MIXES = [mix for a, b, c, d in QUARTERS for mix in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7))]
def chacha20_words(key):
    for block in itertools.count():
        start = struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<QQ", block, 0))
        x = list(start)
        for p, q, r, turn in MIXES * 10:
            x[p] = (x[p] + x[q]) & 0xffffffff
            mixed = x[r] ^ x[p]
            x[r] = (mixed << turn | mixed >> 32 - turn) & 0xffffffff
        yield from [(a + b) & 0xffffffff for a, b in zip(x, start)]
@functools.lru_cache(maxsize=64)
def shuffled(entries, seed):
    entries, words = list(entries), chacha20_words(seed)
    for i in range(len(entries) - 1, 0, -1):
        j = next(word for word in words if word < 2**32 - 2**32 % (i + 1)) % (i + 1)
        entries[i], entries[j] = entries[j], entries[i]
    return entries
def check_order(t):
    """somebody, perhaps you, may stand further forward or back than the draw put them"""
    for i, attempt in enumerate(t["attempts"], 1):
        value, head = t["log"][attempt["drawn"] - 1]["event"]["value"], t["log"][attempt["record"] - 1]["head"]
        seed = H("draw", head, value_bytes(value)) if value["kind"] == "server" else None
        need(attempt["seed"] == (seed and seed.hex()), f"the seed of draw {i} does not follow from record and value")
        order = shuffled(tuple(t["entries"]), seed) if seed else value["order"]
        need(attempt["order"] == order, f"the order of draw {i} does not follow from its seed or own list")
    return "Every seed and every order follows from its record and value."

# ---- The rule.
def turns(t, attempt, p, waiting):  # the order of round p, of those only who are waiting, given in the order of round 1
    pass_order = t["last rules"]["pass_order"]
    if pass_order == "reshuffle" and p > 1:
        return filter(set(waiting).__contains__, shuffled(tuple(t["entries"]), H("pass", attempt["seed"], p)))
    backwards = pass_order == "snake" and p % 2 == 0 or pass_order == "reverse_after_first" and p > 1
    return waiting[::-1] if backwards else waiting
def hand_out(t, attempt, closed):
    """One run of the rule. Each entry has a cursor (an iterator) in its choices that only moves forward. That is exact:
    free places only become fewer and what an entry holds only becomes more, so what it cannot have now it never can.
    For the same reason an entry at the end of its choices, or at the limit, has no part in the rounds that follow."""
    activities, waiting = dict(enumerate(t["last rules"]["activities"], 1)), attempt["order"]
    free = {a: 0 if a in closed else activity["capacity"] for a, activity in activities.items()}
    cursor = {line["entry"]: iter(line["choices"]) for line in t["lines"]}
    got, busy = {entry: [] for entry in cursor}, {entry: set() for entry in cursor}
    for p in itertools.count(1):
        for entry in turns(t, attempt, p, waiting):
            can = (a for a in cursor[entry] if free[a] and busy[entry].isdisjoint(activities[a]["slots"]))
            choice = next(can, None)
            if choice:
                got[entry].append(choice)
                busy[entry].update(activities[choice]["slots"])
                free[choice] -= 1
            if not choice or len(got[entry]) == t["last rules"]["limit"]: del cursor[entry]
        waiting = [entry for entry in waiting if entry in cursor]
        if not waiting: return list(got.values())
def rule(t, attempt):
    activities, closed = t["last rules"]["activities"], set()
    while True:
        got = hand_out(t, attempt, closed)
        held = collections.Counter(itertools.chain.from_iterable(got))
        lacking = [(held[i] - a["minimum"], i) for i, a in enumerate(activities, 1) if 0 < held[i] < a["minimum"]]
        if not lacking: return got
        closed.add(min(lacking)[1])  # the one that lacks most, of several the lowest number
def check_result(t):
    """somebody, perhaps you, was given something else than the rule gives them"""
    for i, attempt in enumerate(t["attempts"], 1):
        need(len(attempt["allocation"]) == len(t["entries"]), f"draw {i} does not say for every entry what it got")
        for entry, said, got in zip(t["entries"], attempt["allocation"], rule(t, attempt)):
            need(said == got, f"in draw {i} entry {entry} should have got {got or 'nothing'}, not {said or 'nothing'}")
    return "Everybody got what the rule gives them."
def eight_words(t):
    w = bytes.fromhex(t["log"][t["attempts"][-1]["record"] - 1]["head"])
    for _ in range(65536): w = H("words", w)
    return [t["words"][int.from_bytes(w[:11], "big") >> shift & 2047] for shift in range(77, -1, -11)]
def check_words(t):
    """they were misheard, or this is not the list that was fixed when choosing ended"""
    need(t["given"].lower().replace(",", " ").split() == eight_words(t), "the words you gave are not those below")
    return "The words you gave are those of this transcript."

# ---- The program.
CHECKS = [check_form, check_log, check_rules, check_list, check_value, check_order, check_result, check_words]
def main():
    parser = argparse.ArgumentParser(description="Checks the transcript of a draw.", allow_abbrev=False)
    parser.add_argument("FILE")
    parser.add_argument("--words", help="the eight words that were read aloud, in quotation marks")
    options, failed = parser.parse_args(), None
    try:
        with open(options.FILE, "rb") as file: t = {"data": file.read(LARGEST_FILE + 1), "given": options.words}
        t["words"] = pathlib.Path(__file__).with_name("words.txt").read_text("ascii").split()
        need(len(t["words"]) == 2048, "words.txt has not 2048 words")
    except (OSError, ValueError, Fault) as error:
        print(f"The transcript, or words.txt beside this program, cannot be read: {ascii(str(error))}", flush=True)
        return 2
    for check in CHECKS if options.words is not None else CHECKS[:-1]:
        name = check.__name__[len("check_"):]
        if failed:
            print(f"not checked: {name}")
            continue
        try:
            print(f"right    {name:8}{check(t)}", flush=True)
        except (Fault, ValueError, RecursionError, MemoryError) as error:
            what = str(error) if type(error) is Fault else f"it is not JSON in UTF-8 or too large ({str(error)[:120]})"
            print(f"WRONG    {name:8}{what[0].upper()}{what[1:]}: {check.__doc__}.")
            failed = name
    if failed in (None, "words"):
        print(f"{len(t['entries'])} take part, {t['saved']} lists were saved; draws made: {len(t['attempts'])}.")
        print(f"The words of the last draw: {' '.join(eight_words(t))}")
    genuine = "consistent; whether it is genuine only the words can tell"
    print(f"The transcript is {genuine if failed in (None, 'words') else 'NOT consistent'}.", flush=True)
    return 1 if failed else 0
if __name__ == "__main__":
    try: sys.exit(main())
    except (KeyboardInterrupt, OSError): os._exit(2)  # stopped, or nobody listens: nothing can be said
