# Asks SQLite the statements on the input, as "bench search theirs" does.
import json, os, sqlite3, statistics, sys, time

pattern, rounds = sys.argv[1], int(sys.argv[2])
out = []
connections = {}
for c in json.load(sys.stdin):
    kind = c["Kind"]
    if kind not in connections:
        path = pattern % kind
        if not os.path.exists(path):
            continue
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("PRAGMA cache_size=-65536")
        db.execute("PRAGMA temp_store=memory")
        connections[kind] = db
    db = connections[kind]
    took = [[] for _ in c["Queries"]]
    hits = [0] * len(took)
    for r in range(rounds + 1):
        for i, q in enumerate(c["Queries"]):
            if not q["SQL"]:
                continue
            begun = time.process_time_ns()
            for s in q["SQL"]:
                rows = db.execute(s["SQL"], s["Args"] or []).fetchall()
                if s["SQL"].startswith("SELECT count(*)"):
                    hits[i] = rows[0][0]
            if r > 0:
                took[i].append(time.process_time_ns() - begun)
    out.append({"Name": c["Name"], "Hits": hits, "CPU": [int(statistics.median(t)) for t in took if t]})
json.dump(out, sys.stdout)
