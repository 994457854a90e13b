package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/api/temporalproto"
	"go.temporal.io/api/workflowservice/v1"
	temporallog "go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"recourse/complaint"
	"recourse/workflows"
)

// workflowID names the workflow of a case or a request to operators.
func workflowID(n complaint.Number) string {
	if n.Kind() == complaint.RightsRequest {
		return "request/" + string(n)
	}
	return "case/" + string(n)
}

// histories reads all runs of a case, the oldest first.
func (i *installation) histories(ctx context.Context, n complaint.Number) ([]*historypb.History, error) {
	var all []*historypb.History
	for run, more := "", true; more; more = run != "" {
		h := &historypb.History{}
		for events := i.temporal.GetWorkflowHistory(ctx, workflowID(n), run, false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT); events.HasNext(); {
			e, err := events.Next()
			if err != nil {
				return nil, fmt.Errorf("read the history of case %s: %w", n, err)
			}
			h.Events = append(h.Events, e)
		}
		all = append(all, h)
		run = h.Events[0].GetWorkflowExecutionStartedEventAttributes().GetContinuedExecutionRunId()
	}
	slices.Reverse(all)
	return all, nil
}

// executions lists all workflows that Temporal knows, with what it shows of them.
func (i *installation) executions(t *testing.T) *workflowservice.ListWorkflowExecutionsResponse {
	t.Helper()
	all, err := i.temporal.ListWorkflow(t.Context(), &workflowservice.ListWorkflowExecutionsRequest{PageSize: 1000})
	check(t, err)
	return all
}

// checkReplay replays every history with the code of today.
func (i *installation) checkReplay(t *testing.T) {
	t.Helper()
	replayer := worker.NewWorkflowReplayer()
	replayer.RegisterWorkflow(workflows.Case)
	replayer.RegisterWorkflow(workflows.RightsRequest)
	for _, n := range i.numbers(t) {
		all, err := i.histories(t.Context(), n)
		check(t, err)
		for _, h := range all {
			if err := replayer.ReplayWorkflowHistory(temporallog.NewStructuredLogger(slog.New(slog.DiscardHandler)), h); err != nil {
				t.Errorf("case %s does not replay: %v", n, err)
			}
		}
	}
}

// readable returns all texts and bytes of a message, as a person would read
// them who has got hold of it.
func readable(m proto.Message) string {
	var all strings.Builder
	spell(&all, m.ProtoReflect())
	return all.String()
}

func spell(out *strings.Builder, m protoreflect.Message) {
	m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		switch {
		case f.IsMap():
			v.Map().Range(func(k protoreflect.MapKey, v protoreflect.Value) bool {
				fmt.Fprintln(out, k.String())
				spellValue(out, f.MapValue().Kind(), v)
				return true
			})
		case f.IsList():
			for k := range v.List().Len() {
				spellValue(out, f.Kind(), v.List().Get(k))
			}
		default:
			spellValue(out, f.Kind(), v)
		}
		return true
	})
}

func spellValue(out *strings.Builder, kind protoreflect.Kind, v protoreflect.Value) {
	switch kind {
	case protoreflect.MessageKind, protoreflect.GroupKind:
		spell(out, v.Message())
	case protoreflect.BytesKind:
		fmt.Fprintln(out, string(v.Bytes()))
	case protoreflect.StringKind:
		fmt.Fprintln(out, v.String())
	default: // numbers tell nothing
	}
}

// recordings is where the histories for the replay tests are kept.
var recordings = filepath.Join(root, "workflows", "testdata", "histories")

// write keeps the history of a road, one event a line, without the names of the
// machine it was recorded on.
func (i *installation) write(t *testing.T, road string, n complaint.Number) {
	t.Helper()
	all, err := i.histories(t.Context(), n)
	check(t, err)
	check(t, os.MkdirAll(recordings, 0o755))
	for k, h := range all {
		name := kebab(road)
		if k > 0 {
			name += fmt.Sprintf("-%d", k+1)
		}
		check(t, os.WriteFile(filepath.Join(recordings, name+".json"), lines(t, h), 0o644))
		t.Logf("recorded %s: %d events", name, len(h.Events))
	}
}

// lines encodes a history.
func lines(t *testing.T, h *historypb.History) []byte {
	t.Helper()
	host, err := os.Hostname()
	check(t, err)
	out := []byte(`{"events":[`)
	for k, e := range h.Events {
		anonymous(e.ProtoReflect(), host)
		text, err := temporalproto.CustomJSONMarshalOptions{}.Marshal(e)
		check(t, err)
		line := &bytes.Buffer{}
		check(t, json.Compact(line, text))
		if k > 0 {
			out = append(out, ',')
		}
		out = append(append(out, '\n'), line.Bytes()...)
	}
	return append(out, "\n]}\n"...)
}

// anonymous takes out of an event how programs name themselves to Temporal: by
// process number and machine.
func anonymous(m protoreflect.Message, host string) {
	m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		switch {
		case f.IsMap() || f.IsList():
		case f.Kind() == protoreflect.MessageKind:
			anonymous(v.Message(), host)
		case f.Kind() == protoreflect.StringKind && strings.Contains(v.String(), "@"+host+"@"):
			m.Set(f, protoreflect.ValueOfString("worker"))
		case f.Kind() == protoreflect.StringKind && strings.HasPrefix(v.String(), host+":"):
			m.Set(f, protoreflect.ValueOfString("sticky"))
		}
		return true
	})
}

// kebab writes a name as that of a file.
func kebab(name string) string {
	return strings.Trim(regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(strings.ToLower(name), "-"), "-")
}
