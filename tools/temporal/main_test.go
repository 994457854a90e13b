package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/lib/pq"
	common "go.temporal.io/api/common/v1"
	"go.temporal.io/api/operatorservice/v1"
	taskqueue "go.temporal.io/api/taskqueue/v1"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/durationpb"
)

func TestParse(t *testing.T) {
	t.Parallel()
	url := "--database-url=postgres://a@localhost/x"
	for name, c := range map[string]struct {
		args []string
		want string // part of the error; empty when none is due
	}{
		"everything by default":                    {args: []string{url}},
		"a retention shorter than a day":           {args: []string{url, "--retention", "1h"}, want: "shorter than"},
		"an unknown flag":                          {args: []string{url, "--shards", "5"}, want: "not defined"},
		"no database":                              {want: "--database-url"},
		"a retention that is not a length of time": {args: []string{url, "--retention", "month"}, want: "invalid value"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := parse(c.args, "")
			checkError(t, err, c.want)
		})
	}
}

func TestParseDatabase(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"postgres://u:p%20w@db:6543/other":             "postgres://u:p%20w@db:6543/temporal?sslmode=disable",
		"postgresql://u@127.0.0.1":                     "postgres://u:@127.0.0.1:5432/temporal?sslmode=disable",
		"postgres://u@[::1]:1/x?sslmode=require&a=b":   "postgres://u:@[::1]:1/temporal?a=b&sslmode=require",
		"mysql://u@db/x":                               "",
		"host=db user=u":                               "",
		"postgres:///x?host=/var/run/postgresql&a=%zz": "",
	} {
		t.Run(raw, func(t *testing.T) {
			t.Parallel()
			d, err := parseDatabase(raw)
			if want == "" {
				checkError(t, err, "must look like")
				return
			}
			checkError(t, err, "")
			if got := d.url("temporal"); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestSplitAddress_refusesWhatTheNetworkCanReach(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"127.0.0.1:7233": "", "[::1]:7233": "", "0.0.0.0:7233": "not a loopback", "192.0.2.1:7233": "not a loopback", ":7233": "not a loopback", "7233": "reading",
	} {
		_, _, err := splitAddress(address)
		checkError(t, err, want)
	}
}

// TestServer_keepsItsDataAndFiresTimersPromptly starts the whole server twice on the same databases.
func TestServer_keepsItsDataAndFiresTimersPromptly(t *testing.T) {
	t.Parallel()
	opts := testOptions(t)
	func() {
		frontend, stop := startServer(t, opts)
		defer stop()
		if late := lateness(t, frontend, opts.namespace); late > 600*time.Millisecond {
			t.Errorf("a timer fired %s late", late)
		}
	}()
	opts.retention = 2 * opts.retention // an existing namespace keeps what it has
	frontend, stop := startServer(t, opts)
	defer stop()
	described, err := frontend.DescribeNamespace(t.Context(), &workflowservice.DescribeNamespaceRequest{Namespace: opts.namespace})
	checkError(t, err, "")
	if got := described.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration(); got != opts.retention/2 {
		t.Errorf("retention after the second start is %s, want %s", got, opts.retention/2)
	}
	seen, err := frontend.CountWorkflowExecutions(t.Context(), &workflowservice.CountWorkflowExecutionsRequest{Namespace: opts.namespace, Query: "NextDeadline IS NULL"})
	checkError(t, err, "")
	if seen.GetCount() == 0 {
		t.Error("the runs of the first start are gone")
	}
}

func TestPrepareDatabases_beginsAgainAfterAKill(t *testing.T) {
	t.Parallel()
	opts := testOptions(t)
	db, err := parseDatabase(opts.databaseURL)
	checkError(t, err, "")
	admin := openAdmin(t, db)
	_, err = admin.Exec(`CREATE DATABASE ` + pq.QuoteIdentifier(opts.prefix+"_unfinished"))
	checkError(t, err, "")
	checkError(t, prepareDatabases(db, opts.prefix), "")
	checkError(t, prepareDatabases(db, opts.prefix), "")
	var left int
	checkError(t, admin.QueryRow(`SELECT count(*) FROM pg_database WHERE datname LIKE $1`, opts.prefix+"%unfinished").Scan(&left), "")
	if left != 0 {
		t.Errorf("%d unfinished databases left", left)
	}
}

// testOptions returns options with databases of their own, which are dropped at the end.
func testOptions(t *testing.T) options {
	t.Helper()
	url := os.Getenv("DATABASE_URL")
	if url == "" {
		t.Skip("DATABASE_URL is not set")
	}
	db, err := parseDatabase(url)
	checkError(t, err, "")
	ports, err := freePorts("127.0.0.1", 1)
	checkError(t, err, "")
	o := options{
		databaseURL: url, prefix: "engine_" + strings.ToLower(rand.Text()[:8]),
		listen: fmt.Sprintf("127.0.0.1:%d", ports[0]), namespace: "recourse", retention: 48 * time.Hour,
	}
	admin := openAdmin(t, db)
	t.Cleanup(func() {
		for _, name := range []string{o.prefix, o.prefix + "_visibility"} {
			if _, err := admin.Exec(`DROP DATABASE IF EXISTS ` + pq.QuoteIdentifier(name) + ` WITH (FORCE)`); err != nil {
				t.Error(err)
			}
		}
	})
	return o
}

// openAdmin connects to the maintenance database until the test ends.
func openAdmin(t *testing.T, db database) *sql.DB {
	t.Helper()
	admin, err := sql.Open("postgres", db.url(db.maintenance))
	checkError(t, err, "")
	t.Cleanup(func() { admin.Close() })
	return admin
}

// startServer does what run does, short of waiting for a signal.
func startServer(t *testing.T, opts options) (workflowservice.WorkflowServiceClient, func()) {
	t.Helper()
	db, err := parseDatabase(opts.databaseURL)
	checkError(t, err, "")
	checkError(t, prepareDatabases(db, opts.prefix), "")
	srv, err := newServer(db, opts)
	checkError(t, err, "")
	checkError(t, srv.Start(), "")
	checkError(t, prepareNamespace(t.Context(), opts), "")
	conn, err := grpc.NewClient(opts.listen, grpc.WithTransportCredentials(insecure.NewCredentials()))
	checkError(t, err, "")
	attributes, err := operatorservice.NewOperatorServiceClient(conn).ListSearchAttributes(t.Context(), &operatorservice.ListSearchAttributesRequest{Namespace: opts.namespace})
	checkError(t, err, "")
	if got, want := len(attributes.GetCustomAttributes()), len(searchAttributes); got < want {
		t.Errorf("%d search attributes, want %d", got, want)
	}
	return workflowservice.NewWorkflowServiceClient(conn), func() {
		conn.Close()
		checkError(t, srv.Stop(), "")
	}
}

// lateness starts delayed runs one after the other and says how long after its time the first task of
// the slowest came.
func lateness(t *testing.T, frontend workflowservice.WorkflowServiceClient, namespace string) time.Duration {
	t.Helper()
	const delay = 100 * time.Millisecond
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	queue := &taskqueue.TaskQueue{Name: "lateness"}
	var late time.Duration
	for i := range 15 {
		start := time.Now()
		_, err := frontend.StartWorkflowExecution(ctx, &workflowservice.StartWorkflowExecutionRequest{
			Namespace: namespace, WorkflowId: fmt.Sprintf("late-%d", i), RequestId: rand.Text(), WorkflowType: &common.WorkflowType{Name: "late"},
			TaskQueue: queue, WorkflowStartDelay: durationpb.New(delay),
		})
		checkError(t, err, "")
		_, err = frontend.PollWorkflowTaskQueue(ctx, &workflowservice.PollWorkflowTaskQueueRequest{Namespace: namespace, TaskQueue: queue})
		checkError(t, err, "")
		late = max(late, time.Since(start)-delay)
	}
	return late
}

// checkError compares an error with the part of its text that is due; empty means no error is.
func checkError(t *testing.T, err error, want string) {
	t.Helper()
	switch {
	case err == nil && want == "":
	case err == nil || want == "" || !strings.Contains(err.Error(), want):
		t.Fatalf("got error %v, want one with %q", err, want)
	}
}
