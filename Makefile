# Everything there is to do with this tree. `make help` lists it.

.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:

export GOWORK = off

# Git may not know the owner of a clone, and the version stamp is not worth a failing build.
GO_BUILD = go build -buildvcs=false
# What `make test` tests; for example make test PKGS=./law
PKGS ?= ./...
# Passed on to recourse by run, bench and rehearse.
ARGS ?=

##@ Use

.PHONY: help
help: ## show this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z][a-z-]*:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: check build ## build and start everything on this machine, for example make run ARGS='--day 1s --state var/short'
	bin/recourse up $(ARGS)

.PHONY: rehearse
rehearse: check build ## drive sample complaints down the whole path and compare each step with the rulebook
	bin/recourse rehearse $(ARGS)

.PHONY: bench
bench: check build ## measure beside bare Temporal and print figures as JSON lines
	bin/recourse bench $(ARGS)

##@ Build

.PHONY: build
build: ui/dist/.built ## build bin/recourse with its pages
	$(GO_BUILD) -o bin/recourse ./cmd/recourse

# npm writes the hidden lock file at the end of a complete installation.
ui/node_modules/.package-lock.json: ui/package.json ui/package-lock.json
	npm --prefix ui ci --no-audit --no-fund
	@touch $@

UI_SOURCES := $(shell find ui \( -name node_modules -o -name dist \) -prune -o -type f ! -name '*.go' ! -name '*.templ' -print)

ui/dist/.built: ui/node_modules/.package-lock.json $(UI_SOURCES)
	npm --prefix ui run build
	@touch $@

.PHONY: clean
clean: ## delete what was built; data under var/ stays
	rm -rf bin ui/node_modules ui/dist/* ui/dist/.built e2e/browser/node_modules

##@ Check

.PHONY: test
test: check build $(if $(filter ./... ./e2e ./e2e/...,$(PKGS)),browser) ## run all tests beside a PostgreSQL and a Temporal of their own
	bin/recourse local -- sh -ec 'go test -count=1 -timeout 40m $(PKGS) && cd tools/temporal && go test -count=1 -timeout 10m ./...'

.PHONY: browser
browser: e2e/browser/node_modules/.package-lock.json ## find or install the browser that the tests use the pages with
	@sh tools/browser

e2e/browser/node_modules/.package-lock.json: e2e/browser/package.json e2e/browser/package-lock.json
	npm --prefix e2e/browser ci --no-audit --no-fund
	@touch $@

.PHONY: vet
vet: ui/dist/.built ## run go vet
	go vet ./...
	cd tools/temporal && go vet ./...

.PHONY: lint
lint: export GOLANGCI_LINT_CACHE = $(CURDIR)/bin/lint-cache # findings name their file, so another checkout's are wrong
lint: bin/golangci-lint ui/dist/.built ## run the linters of .golangci.yml
	bin/golangci-lint run ./...
	cd tools/temporal && ../../bin/golangci-lint run ./...

.PHONY: fmt
fmt: bin/golangci-lint ## format the Go files
	bin/golangci-lint fmt ./...

.PHONY: workflowcheck
workflowcheck: bin/workflowcheck ## look for what would not replay in the workflows
	bin/workflowcheck -config workflowcheck.config.yaml ./workflows/...

.PHONY: vuln
vuln: bin/govulncheck ui/dist/.built ## look for known holes in Go and npm packages; skipped where their lists cannot be reached
	@found=$$(bin/govulncheck ./... 2>&1); status=$$?; \
	case "$$found" in \
	*"fetching vulnerabilities"*) echo "vuln: skipped, the database cannot be reached" ;; \
	*) printf '%s\n' "$$found"; exit $$status ;; \
	esac
	@for packages in ui e2e/browser; do \
	found=$$(npm --prefix $$packages audit --audit-level=moderate 2>&1); status=$$?; \
	case "$$found" in \
	*"audit endpoint returned an error"*|*ENOAUDIT*|*ENOTFOUND*|*ECONNREFUSED*|*ETIMEDOUT*|*EAI_AGAIN*) echo "npm audit: skipped, the registry has no list of holes or cannot be reached" ;; \
	*) printf '%s\n' "$$found"; [ $$status = 0 ] || exit $$status ;; \
	esac; done

.PHONY: generate
generate: bin/sqlc bin/templ bin/oapi-codegen ## make the generated files again
	bin/sqlc generate
	bin/templ generate -path ui
	go generate ./server/...
	go run -buildvcs=false ./cmd/recourse law path > docs/path.tmp
	mv docs/path.tmp docs/path.md
	go run -buildvcs=false ./cmd/recourse access > docs/routes.tmp
	mv docs/routes.tmp docs/routes.md

# All generated files, by the line that Go's convention asks for; the drawn law and the table of routes have it as a comment of Markdown.
GENERATED = find . \( -name node_modules -o -path ./bin -o -path ./var \) -prune -o \( -name '*.go' -o -path ./docs/path.md -o -path ./docs/routes.md \) -exec grep -lE '^(//|<!--) Code generated .* DO NOT EDIT\.( -->)?$$' {} +

.PHONY: verify
verify: bin/sqlc bin/templ bin/oapi-codegen ## fail when generated files are not up to date
	@before=$$(mktemp -d) && after=$$(mktemp -d) && trap 'rm -rf "$$before" "$$after"' EXIT && \
	$(GENERATED) | tar -cf - -T - | tar -xf - -C "$$before" && \
	$(MAKE) --no-print-directory generate && \
	$(GENERATED) | tar -cf - -T - | tar -xf - -C "$$after" && \
	diff -ru "$$before" "$$after" && echo "generated files are up to date"

##@ Tools

# Pinned in tools/go.mod; the linter brings so much along that it has a module of its own.
bin/sqlc: TOOL = github.com/sqlc-dev/sqlc/cmd/sqlc
bin/templ: TOOL = github.com/a-h/templ/cmd/templ
bin/oapi-codegen: TOOL = github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen
bin/workflowcheck: TOOL = go.temporal.io/sdk/contrib/tools/workflowcheck
bin/govulncheck: TOOL = golang.org/x/vuln/cmd/govulncheck
bin/golangci-lint: TOOL = github.com/golangci/golangci-lint/v2/cmd/golangci-lint

bin/sqlc bin/templ bin/oapi-codegen bin/workflowcheck bin/govulncheck: tools/go.mod tools/go.sum
	cd tools && $(GO_BUILD) -ldflags '-s -w' -o ../$@ $(TOOL)
	@touch $@

bin/golangci-lint: tools/lint/go.mod tools/lint/go.sum
	cd tools/lint && $(GO_BUILD) -ldflags '-s -w' -o ../../$@ $(TOOL)
	@touch $@

.PHONY: check
check: ## say which prerequisites are missing and how to get them
	@sh tools/check
