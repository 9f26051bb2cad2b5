#!/usr/bin/env python3
"""Checks the transcript of a draw (version 1): python3 verify.py FILE [--words "eight words"] [--record FILE]
Written from transcript.md alone, with nothing but Python's own library and words.txt beside it; signatures of public
values are left to others. If all is right, the file is CONSISTENT. Whether it is GENUINE no program can see, for a draw
can be invented: compare the eight words with those told before the value was known, or give the record your browser
kept. It ends with 0 if all that was checked is right, with 1 if something is not, with 2 if a file cannot be read."""
import argparse, collections, functools, hashlib, itertools, json, os, pathlib, re, struct, sys
def need(condition, what):
    if not condition: raise ValueError(what)
# ---- The form. A shape is {field: shape}, [shape of every item], (shapes by kind,) or a test for something simple.
def whole(least, bits): return lambda x: type(x) is int and least <= x < 2**bits  # True is a number, too
def hexadecimal(n): return lambda x: type(x) is str and len(x) == 2 * n and set(x) <= set("0123456789abcdef")
def or_null(test): return lambda x: x is None or test(x)
def numbers(x): return type(x) is list and all(map(U32, x))
def ascending(x): return numbers(x) and all(a < b for a, b in zip(x, x[1:]))
U32, U64, HASH, LARGEST_FILE = whole(0, 32), whole(0, 64), hexadecimal(32), 64 * 2**20
PASS_ORDERS = ["same", "snake", "reverse_after_first", "reshuffle"]  # in the order of their codes, 0 to 3
PLANS = {"own_list": {}, "server": {}, "drand": {}, "numbers": {"count": U32, "low": U32, "high": U32}}  # codes 0 to 3
VALUE = ({"own_list": {"order": numbers}, "server": {"bytes": HASH},
          "drand": {"round": U64, "signature": hexadecimal(48)}, "numbers": {"numbers": numbers}},)
NAME = {"plan": (PLANS,), "due": whole(1, 64)}  # without "due" where the value is not public
KINDS = {"opened": {"rules": HASH, "entries": U32}, "rules_changed": {"rules": HASH}, "entries_added": {"entries": U32},
         "link_replaced": {}, "closed": {"list": HASH, "entries": U32, "saved": U32, **NAME}, "reopened": {},
         "redraw": NAME, "drawn": {"value": VALUE}, "published": {}}  # in the order of their codes, 1 to 9
RECORD = {"time": U64, "event": (KINDS,), "note": HASH, "head": HASH}
ACTIVITY = {"capacity": U32, "minimum": U32, "slots": ascending, "groups": ascending}
RULES = {"limit": or_null(whole(1, 32)), "pass_order": PASS_ORDERS.__contains__, "notice": U32,
         "closes_at": or_null(whole(1, 64)), "plan": (PLANS,), "activities": [ACTIVITY], "catalogue": HASH}
LINE = {"entry": U32, "group": U32, "credential": HASH, "version": U32, "nonce": hexadecimal(16), "choices": numbers}
ATTEMPT = {"record": U32, "drawn": or_null(U32), "seed": or_null(HASH), "order": numbers, "allocation": [numbers]}
FILE = {"format": lambda x: U32(x) and x == 1, "lottery": hexadecimal(16)}
TRANSCRIPT = {**FILE, "log": [RECORD], "rules": [RULES], "lines": [LINE], "attempts": [ATTEMPT]}
KEPT = {**FILE, "entry": or_null(U32), "saved": [LINE], "seen": [{"revision": whole(1, 32), "head": HASH, "at": U64}]}
def look(x, shape, where):
    if type(shape) is tuple and type(x) is dict:  # an unknown kind has no other fields, and that is wrong, too
        shape = {"kind": list(shape[0]).__contains__, **shape[0].get(str(x.get("kind")), {})}
        if x.get("plan") in ({"kind": "own_list"}, {"kind": "server"}): shape.pop("due", None)
    need(shape(x) if callable(shape) else type(x) is type(shape), f"{where} is not what must stand there, or too large")
    need(type(x) is not dict or list(x) == list(shape), f"{where} has not exactly the right fields in the right order")
    for name, part in x.items() if type(x) is dict else enumerate(x, 1) if type(shape) is list else ():
        look(part, shape[name] if type(x) is dict else shape[0], f"{where} / {name}")
def read(data, shape):
    need(len(data) <= LARGEST_FILE, "the file is larger than 64 MiB")
    x = json.loads(data.decode("utf-8"), parse_int=lambda digits: int(digits[:21]))  # 21 are too large, too
    look(x, shape, "the file"); again = json.dumps(x, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
    need(again == data, "the file would be written differently: a doubled field, white space or the like"); return x
# ---- Hashes. What goes into them stands in the file in the same order, so whole objects can be hashed field by field.
def as_bytes(x, name=""):
    if name in ("time", "closes_at", "due", "round"): return (x or 0).to_bytes(8, "big")
    if name == "pass_order": return bytes([PASS_ORDERS.index(x)])
    if name == "plan": return bytes([list(PLANS).index(x["kind"])]) + (as_bytes(x) or bytes(12))
    if type(x) is dict: return b"".join(as_bytes(part, name) for name, part in x.items() if name != "kind")
    if type(x) is list: return (b"" if name in ("order", "numbers") else as_bytes(len(x))) + b"".join(map(as_bytes, x))
    return bytes.fromhex(x) if type(x) is str else x if type(x) is bytes else (x or 0).to_bytes(4, "big")
def H(label, *x): return hashlib.sha256(f"turnwise/v1/{label}\0".encode() + b"".join(map(as_bytes, x))).digest()
# ---- The checks. Under its name each says what a fault means for someone who takes part; it returns what is right.
def check_form(t):
    """this is not the transcript that others have, so ask for it again and trust nothing in it"""
    return t.update(read(t.pop("data"), TRANSCRIPT)) or "It is written as the record of a draw is."
def cap(x): return min(x, 2**64 - 1)  # no moment is later than that
def known(name, time):  # whether the public value that a closed or redraw record names can be known at this time
    return "due" in name and cap(3 * name["due"] + 1692803364 if len(name["plan"]) == 1 else name["due"]) <= time
STEPS = {"new": {"opened": "open"}, "open": {"rules_changed": "open", "entries_added": "open", "closed": "closed"},
    "closed": {"reopened": "open", "redraw": "closed", "drawn": "drawn"}, "anew": {"redraw": "anew", "drawn": "drawn"},
    "drawn": {"redraw": "anew", "drawn": "drawn", "published": "told"}, "told": {"redraw": "anew", "drawn": "drawn"}}
def check_log(t):
    """records were changed, left out or put in, so things may not have happened as you are told"""
    head, time, state, kind, t["made"] = H("lottery", t["lottery"]), 0, "new", "", []
    for i, (record, event, note) in enumerate(((record, record["event"], record["note"]) for record in t["log"]), 1):
        head = H("log", head, i, {"time": record["time"]}, bytes([list(KINDS).index(event["kind"]) + 1]), note, event,
                 bytes(8 if "plan" in event and "due" not in event else 0))
        need(record["head"] == head.hex(), f"the head of record {i} does not follow from what stands before it")
        need(record["time"] >= time, f"record {i} is earlier than the one above it")
        kind, time, was, waits = event["kind"], record["time"], state, state in ("closed", "anew")
        missed = waits and kind in ("reopened", "redraw") and known(name, time)  # it could have been drawn as well
        again = kind == "drawn" and state in ("drawn", "told")  # numbers that were typed wrongly
        state = STEPS[was].get(kind) or kind == "link_replaced" and was != "new" and was  # none: it cannot come now
        possible = name["plan"]["kind"] == "numbers" if again else missed or not (waits and kind == "redraw")
        need(state and possible, f"record {i} is '{kind}', which cannot come while the state is '{was}'")
        need(note.strip("0") or kind not in ("reopened", "redraw") and not again, f"record {i} is without a reason")
        if missed or kind == "drawn": t["made"].append((fixed, None if missed else i))
        if "plan" in event: fixed, name = i, event
    need(kind == "published", "the end of it is missing"); return "Every record follows from the one before it."
def events(t, *kinds): return [record["event"] for record in t["log"] if record["event"]["kind"] in kinds]
def check_rules(t):
    """the draw may have been made by other rules than those that were announced to you"""
    named = [event["rules"] for event in events(t, "opened", "rules_changed")]
    versions = {H("rules", 1, rules).hex(): rules for rules in t["rules"]}
    need([*versions, len(t["rules"])] == [*dict.fromkeys(named), len(versions)], "these are not all rules of the log")
    for old, new in ((versions[a], versions[b]) for a, b in zip(named, named[1:])):
        stays = all(old[name] == new[name] for name in ("limit", "pass_order", "notice", "plan"))
        need(stays and len(old["activities"]) <= len(new["activities"]), "what must stay was changed after the opening")
    rules = t["last rules"] = versions[named[-1]]
    (kind, *plan), notice, since = rules["plan"].values(), rules["notice"], 0
    need(kind != "own_list" or rules["pass_order"] != "reshuffle", "an own list cannot be shuffled anew")
    need(300 <= notice <= 5184000 if kind in ("drand", "numbers") else not notice, "the notice is not one that can be")
    strong = not plan or plan[1] < plan[2] and 1 <= plan[0] <= 100 and (plan[2] - plan[1] + 1) ** plan[0] >= 2**20
    need(strong, "the numbers can come out in so few ways that a list can be arranged that always wins")
    for i, event, time in ((i, record["event"], record["time"]) for i, record in enumerate(t["log"], 1)):
        since = time if "rules" in event else since
        if "plan" not in event: continue
        need(event["plan"] == rules["plan"], f"the plan of record {i} is not that of the rules")
        need(event["kind"] == "redraw" or time >= cap(since + notice), f"record {i} closes sooner than was announced")
        due = max(cap(time + notice) - 1692803367 + 2, 0) // 3 + 1 if kind == "drand" else cap(time + notice)
        need(event.get("due", due) == due or kind == "numbers" and event["due"] > due, f"record {i} has another value")
    return "The rules are those on the record, and the notice they promise was kept."
def check_list(t):
    """somebody's choices, perhaps yours, may have been changed, left out or added afterwards"""
    lines, m, closed = t["lines"], len(t["last rules"]["activities"]), events(t, "closed")[-1]
    need(H("list", [H("line", line) for line in lines]).hex() == closed["list"], "this is not the list that was fixed")
    announced = sum(event["entries"] for event in events(t, "opened", "entries_added"))
    t["saved"], t["entries"] = sum(line["version"] > 0 for line in lines), tuple(line["entry"] for line in lines)
    right = [len(lines), t["saved"]] == [announced, closed["saved"]] and announced == closed["entries"]
    need(right and ascending([0, *t["entries"]]), "more or fewer take part or saved a list than the log says")
    for line, choices in ((line, line["choices"]) for line in lines):
        never = line["version"] or not choices and not line["nonce"].strip("0")
        good = len(set(choices)) == len(choices) and all(1 <= activity <= m for activity in choices)
        need(good and never, f"the list of entry {line['entry']} cannot have been saved")
    return "The lists are those that were fixed when choosing ended."
def check_value(t):
    """a draw may have been hidden or its chance picked by hand, so do not accept the result"""
    need([(x["record"], x["drawn"]) for x in t["attempts"]] == t["made"], "the attempts are not those of the log")
    t["draws"] = [(i, attempt) for i, attempt in enumerate(t["attempts"], 1) if attempt["drawn"]]
    for i, (fixed, drawn, *result) in enumerate((attempt.values() for attempt in t["attempts"]), 1):
        need(drawn or result == [None, [], []], f"nothing was drawn under {i}, and yet there is a result")
        if not drawn: continue
        name, time = t["log"][fixed - 1]["event"], t["log"][drawn - 1]["time"]
        (kind, *plan), (other, *parts) = name["plan"].values(), t["log"][drawn - 1]["event"]["value"].values()
        good = {"own_list": lambda x: sorted(x) == [*t["entries"]], "drand": lambda x: x == name["due"],
            "numbers": lambda x: len(x) == plan[0] and all(plan[1] <= n <= plan[2] for n in x)}.get(kind, bool)
        need(kind == other and good(parts[0]), f"the value of draw {i} is not what was announced")
        need("due" not in name or known(name, time), f"draw {i} is earlier than its value can be")
    return "Every draw is there, decided by what was announced."
# ---- The order: columns and diagonals of the square of 16 words are mixed in turn, ten times.
QUARTERS = [(i, 4 + (i + s) % 4, 8 + (i + 2 * s) % 4, 12 + (i + 3 * s) % 4) for s in (0, 1) for i in range(4)]
MIXES = [mix for a, b, c, d in QUARTERS for mix in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7))]
def chacha20_words(key):
    for block in itertools.count():
        start = struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<QQ", block, 0)); x = list(start)
        for p, q, r, turn in MIXES * 10:
            x[p] = (x[p] + x[q]) & 0xffffffff
            x[r] = (x[r] ^ x[p]) << turn & 0xffffffff | (x[r] ^ x[p]) >> 32 - turn
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
    for i, attempt in t["draws"]:
        value, head = t["log"][attempt["drawn"] - 1]["event"]["value"], t["log"][attempt["record"] - 1]["head"]
        seed = H("draw", head, value) if value["kind"] != "own_list" else None
        need(attempt["seed"] == (seed and seed.hex()), f"the seed of draw {i} does not follow from record and value")
        need(attempt["order"] == (shuffled(t["entries"], seed) if seed else value["order"]), f"draw {i}: another order")
    return "The order in line comes from the record and what was drawn, and from nothing else."
def turns(t, attempt, p, waiting):  # the order of round p, of those only who are waiting, given in the order of round 1
    order = t["last rules"]["pass_order"]
    again = shuffled(t["entries"], H("pass", attempt["seed"], p)) if order == "reshuffle" and p > 1 else ()
    if again: return filter(set(waiting).__contains__, again)
    return waiting[::-1] if order == "snake" and p % 2 == 0 or order == "reverse_after_first" and p > 1 else waiting
def hand_out(t, attempt, closed):
    # Each entry's cursor (an iterator) in its choices only moves forward: what it cannot have now it never can.
    activities, waiting = dict(enumerate(t["last rules"]["activities"], 1)), attempt["order"]
    free = {a: 0 if a in closed else activity["capacity"] for a, activity in activities.items()}
    cursor = {line["entry"]: iter(line["choices"]) for line in t["lines"]}
    got, busy = {entry: [] for entry in cursor}, {entry: set() for entry in cursor}
    for p in itertools.count(1):
        for entry in turns(t, attempt, p, waiting):
            choice = next((a for a in cursor[entry] if free[a] and busy[entry].isdisjoint(activities[a]["slots"])), 0)
            if choice: got[entry].append(choice); busy[entry].update(activities[choice]["slots"]); free[choice] -= 1
            if not choice or len(got[entry]) == t["last rules"]["limit"]: del cursor[entry]
        waiting = [entry for entry in waiting if entry in cursor]
        if not waiting: return list(got.values())
def rule(t, attempt):
    activities, closed = t["last rules"]["activities"], set()
    while True:
        got = hand_out(t, attempt, closed); held = collections.Counter(itertools.chain.from_iterable(got))
        lacking = [(held[i] - a["minimum"], i) for i, a in enumerate(activities, 1) if 0 < held[i] < a["minimum"]]
        if not lacking: return got
        closed.add(min(lacking)[1])  # the one that lacks most, of several the lowest number
def check_result(t):
    """somebody, perhaps you, was given something else than the rule gives them"""
    for i, attempt in t["draws"]:
        for entry, said, got in itertools.zip_longest(t["entries"], attempt["allocation"], rule(t, attempt)):
            need(said == got, f"in draw {i} entry {entry} should have got {got}, not {said}")
    beacon = "\nnot checked: signature (turnwise verify checks it)" * (t["last rules"]["plan"]["kind"] == "drand")
    return "Handed out again by the rules, everyone gets what they got." + beacon
def check_record(t):
    """you were told something else than others, or your list was exchanged"""
    kept, log = read(t["kept"], KEPT), t["log"]
    need(kept["lottery"] == t["lottery"], "your record is of another lottery")
    for revision, head, at in (seen.values() for seen in kept["seen"]):
        need(revision > len(log) or log[revision - 1]["head"] == head, f"record {revision} is not what you saw")
        need(not log[revision:] or cap(log[revision]["time"] + 120) >= at, f"record {revision + 1} is dated back")
    seen, saved = {x["revision"] for x in kept["seen"]}, kept["saved"]; more = max(seen, default=0) > len(log)
    need(not more or len(log) in seen, "you saw more than the file has, so get it again: if it stays, a draw is gone")
    end = "\nnot checked: later records (your device saw more than this file has: was there another draw?)" * more
    said = ["It goes on from what you saw"] * bool(seen)
    if kept["entry"] is not None or saved:  # without both it is the organiser's, who has no list of one's own
        own = next((line for line in t["lines"] if line["entry"] == kept["entry"]), None)
        need(own and all(line["entry"] == own["entry"] for line in saved), "your number is not in the list")
        last = max(saved[::-1], key=lambda line: line["version"], default={**own, "version": 0})
        if events(t, "link_replaced"): last = {**last, "credential": own["credential"]}
        if own["version"] > last["version"]: end = "\nnot checked: list (newer than your record: was that you?)" + end
        else: said += ["your list is as you saved it"] if saved else ["nothing was saved under your number"] * len(said)
        need(own["version"] > last["version"] or own == last, "the list under your number is not the one saved last")
    said = ", and ".join(said)
    return (f"{said[0].upper()}{said[1:]}." if said else " (nothing in it to compare)") + end
def eight_words(t, record):
    w = functools.reduce(lambda w, _: H("words", w), range(65536), t["log"][record - 1]["head"])
    return " ".join(t["words"][int.from_bytes(w[:11], "big") >> shift & 2047] for shift in range(77, -1, -11))
def check_words(t):
    """do not rely on this draw unless the words that were told last fit"""
    given, *records = " ".join(re.findall(r"[^\W\d_]+", t["given"].lower())), *(x["record"] for x in t["attempts"])
    def told(record): return f" {eight_words(t, record)} " in f" {given} "
    if told(records[-1]): return "They are those that were read aloud."
    for i, record in [*enumerate(records, 1)][-2:-10:-1]:
        need(not told(record), f"those of draw {i} of {len(records)}: ask for the last ones, and why one drew again")
    closed = {i for i, record in enumerate(t["log"], 1) if record["event"]["kind"] == "closed"} - {*records}
    need(not any(map(told, sorted(closed)[-9:])), "those of an end of choosing that was opened again: take later ones")
    need(False, "not those below: they were misheard, or something was exchanged after they were told")
CHECKS = [check_form, check_log, check_rules, check_list, check_value, check_order, check_result]
def main():
    parser, failed = argparse.ArgumentParser(allow_abbrev=False), None; parser.add_argument("FILE", type=pathlib.Path)
    parser.add_argument("--words", help="the eight words that were read aloud, in quotation marks")
    parser.add_argument("--record", help="the file that your own browser kept", metavar="FILE", type=pathlib.Path)
    options, words = parser.parse_args(), pathlib.Path(__file__).with_name("words.txt")
    more = [check_record] * (options.record is not None) + [check_words] * (options.words is not None)
    with options.FILE.open("rb") as file, (options.record or words).open("rb") as kept:
        t = {"data": file.read(LARGEST_FILE + 1), "kept": kept.read(LARGEST_FILE + 1), "given": options.words}
    t["words"] = words.read_text("ascii").split()
    for check, name in ((check, check.__name__[len("check_"):]) for check in CHECKS + more):
        try: said = "" if failed else check(t)
        except (ValueError, RecursionError, MemoryError) as error:
            print(f"WRONG    {name:10}{ascii(str(error)[:200])[1:-1]}: {check.__doc__}."); failed = check
        else: print(f"right    {name:10}{said}" if said[:1].strip() else f"not checked: {name}{said}", flush=True)
    if failed not in CHECKS:
        take_part, draws, attempts = len(t["entries"]), len(t["draws"]), len(t["attempts"])
        print(f"{take_part} take part, {t['saved']} saved a list; draws made: {draws}, let pass: {attempts - draws}.")
        print(f"The words of the last draw: {eight_words(t, t['attempts'][-1]['record'])}")
    genuine = ", but NOT the one you know" if failed else "; whether it is genuine only the words can tell"
    print(f"The transcript is {'NOT consistent' if failed in CHECKS else 'consistent' + genuine}.", flush=True)
    return 1 if failed else 0
if __name__ == "__main__":
    try: sys.exit(main())
    except (KeyboardInterrupt, OSError) as error: os.write(2, ascii(error).encode() + b"\n"); os._exit(2)
