# Everything a person does with this repository, by name. `make help` lists it.
# Needs GNU make 3.81 or later, a POSIX sh and Go; `make test` also needs Node.
# A step longer than two lines lives in scripts/, where it can be read and run
# by itself.

SITE    ?= .
ADDR    ?= 127.0.0.1:8080
# fuzz takes 20s for each target unless FUZZTIME is given, torture 10m.
FUZZTIME ?=
SHOTS   ?= screenshots
DISK    ?=
ROLES   ?= 100
VERSION ?= $(shell git describe --tags --always --dirty)

BIN := bin/rolediff$(shell go env GOEXE)

.DEFAULT_GOAL := build
.PHONY: build serve test check setup bench bench-peers fuzz torture fmt generate release screenshots pictures lighthouse clean help FORCE

build: $(BIN) ## write the site to public/ (the default)
	@$(BIN) build --site $(SITE)

serve: $(BIN) ## preview at ADDR (127.0.0.1:8080), reloading on every save
	@$(BIN) serve --site $(SITE) --addr $(ADDR)

test: setup ## vet and run every test, the concurrent packages also with -race
	@sh scripts/test.sh

check: $(BIN) ## run every linter, then check the content
	@sh scripts/check.sh

setup: ## install what the tests need: npm packages and a browser
	@sh scripts/setup-test.sh

bench: $(BIN) ## measure builds and edits beside their limits, then each stage; DISK=DIR measures there too
	@go run ./generator/internal/bench -rolediff $(BIN) -disk "$(DISK)"
	@sh scripts/bench-stages.sh

bench-peers: $(BIN) ## build ROLES (100) roles with rolediff and with Hugo, which takes 8 GB of memory
	@cd bench/peers && go build -o ../../.cache/hugo github.com/gohugoio/hugo
	@go run ./generator/internal/bench -rolediff $(BIN) -hugo .cache/hugo -runs 1 -roles $(ROLES)

fuzz: ## run every fuzz target for FUZZTIME (20s)
	@sh scripts/fuzz.sh $(FUZZTIME)

torture: setup ## the long version of docs/reliability.md, then fuzz for FUZZTIME (10m)
	@sh scripts/torture.sh $(FUZZTIME)

fmt: ## rewrite the Go files in canonical form
	@go fmt ./...

generate: $(BIN) ## write schemas, editor settings, the issue form and reference pages
	@$(BIN) generate
	@go run ./generator/internal/docs

release: ## make the archives, checksums and SBOM of VERSION in dist/
	@sh scripts/release.sh $(VERSION)

screenshots: $(BIN) ## take pictures of PAGES at three widths, light and dark
	@$(BIN) build --site $(SITE)
	@go run ./generator/internal/browser/shoot -o $(SHOTS) -base $(SITE)/public $(or $(PAGES),index.html)

pictures: $(BIN) ## take the pictures that README.md shows
	@$(BIN) build --site $(SITE)
	@sh scripts/pictures.sh $(SITE)/public docs/pictures

lighthouse: $(BIN) ## score PAGES, or one of each kind, for speed, accessibility, practice and search
	@$(BIN) build --site $(SITE)
	@sh scripts/lighthouse.sh $(SITE)/public $(PAGES)

clean: ## remove what make made, public/ too; the caches of Go and npm stay
	@rm -rf bin dist public screenshots .cache torture.log

help: ## list the targets
	@sh scripts/help.sh $(MAKEFILE_LIST)

# The go command knows better than make what is out of date, and is quick at it.
$(BIN): FORCE
	@go build -o $(BIN) ./generator
FORCE:
