# The two that people need:
#   make test    everything: checks, tests, browser tests; installs what it needs
#   make bench   the figures of the manual, measured side by side with peers

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOFUMPT     = mvdan.cc/gofumpt@v0.12.0
GOVULNCHECK = golang.org/x/vuln/cmd/govulncheck@v1.9.0
AXE         = axe-core@4.14.1

export CGO_ENABLED = 0

.PHONY: test deps lint vuln unit race fuzz fuzz-briefly bench bench-large build clean

test: deps lint vuln unit race fuzz-briefly
	@echo "make test: all well"

# What the tests use beyond Go: a browser and axe-core. Where something may not
# be installed, this says so and the tests that need it say that they skip.
deps:
	@AXE=$(AXE) sh .ci/deps

lint:
	go vet ./...
	@out=$$(go run $(GOFUMPT) -l .) && test -z "$$out" || { echo "not gofumpt-ed:"; echo "$$out"; exit 1; }
	go run $(STATICCHECK) ./...

# The list of known faults is fetched; without a network this is said, not failed.
vuln:
	@sh .ci/vuln $(GOVULNCHECK)

unit:
	go test -timeout 30m ./...

# The race detector is the one thing here that needs a C compiler. The packages
# where goroutines meet are run; the readers run in processes of their own.
race:
	@if command -v gcc >/dev/null; then \
		CGO_ENABLED=1 go test -race -short -timeout 30m ./archive/blob ./archive/content ./archive/extract ./archive/ingest ./archive/lists ./archive/picture ./archive/store ./search/... ./web/...; \
	else echo "race: skipped, the race detector needs gcc"; fi

# Every fuzz target: a minute in all with make test, a minute each on its own.
fuzz-briefly:
	@mkdir -p .cache && sh .ci/fuzz 5 60

fuzz:
	@mkdir -p .cache && sh .ci/fuzz 60

bench:
	go run ./cmd/bench
	go run ./cmd/bench pdf -markdown
	go run ./cmd/bench search

# The search at the size that it is meant for; takes an hour or two and 20 GB.
bench-large:
	go run ./cmd/bench search -pages 1000000 -rows 5000000

build:
	go build -trimpath -tags nomsgpack -ldflags "-s -w" -o readingroom ./cmd/readingroom

clean:
	rm -rf readingroom .cache
