package law

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
)

type data = map[string]any

func TestParseData(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", textLimit+1)
	for _, tc := range []struct {
		name    string
		action  complaint.Action
		data    data
		facts   map[string]string
		private map[string]string
		err     string
	}{
		{
			"facts and private texts are split", complaint.TriageAccepted,
			data{"data_class": "HR", "role": "BOTH", "principles": []any{"ACCESS", "HR_DATA"}, "reason": " Payroll. "},
			map[string]string{"data_class": "HR", "role": "BOTH", "principles": "ACCESS,HR_DATA"},
			map[string]string{"reason": "Payroll."},
			"",
		},
		{
			"codes in one text", complaint.TriageAccepted,
			data{"data_class": "HR", "principles": "ACCESS,CHOICE"},
			map[string]string{"data_class": "HR", "principles": "ACCESS,CHOICE"},
			nil, "",
		},
		{"empty optional fields are left out", complaint.IRMEligible, data{"due": "", "remark": nil}, nil, nil, ""},
		{"a flag as truth", complaint.ComplaintWithdrawn, data{"confirmed": true}, map[string]string{"confirmed": "true"}, nil, ""},
		{"a flag as text", complaint.ComplaintWithdrawn, data{"confirmed": "true"}, map[string]string{"confirmed": "true"}, nil, ""},
		{"a case number as typed", complaint.DuplicateFound, data{"surviving_case": "rc 7k3f 9q2m"}, map[string]string{"surviving_case": "RC-7K3F-9Q2M"}, nil, ""},
		{"a flag not given", complaint.ComplaintWithdrawn, data{"confirmed": false}, nil, nil, "needs confirmed"},
		{"a missing field", complaint.TriageAccepted, data{}, nil, nil, "needs data_class (employment data?)"},
		{"a blank field", complaint.MessageSent, data{"text": " \n"}, nil, nil, "needs text"},
		{"an unknown field", complaint.MessageSent, data{"text": "a", "colour": "blue"}, nil, nil, "no field \"colour\""},
		{"an unknown act", "cat.fed", data{}, nil, nil, "no action"},
		{"an unknown code", complaint.TriageAccepted, data{"data_class": "MAYBE"}, nil, nil, "must be one of NON_HR, HR"},
		{"an unknown code in a list", complaint.TriageAccepted, data{"data_class": "HR", "principles": []any{"LUCK"}}, nil, nil, "must hold only"},
		{"a list of numbers", complaint.TriageAccepted, data{"data_class": "HR", "principles": []any{1.0}}, nil, nil, "list of texts"},
		{"a list for one value", complaint.TriageAccepted, data{"data_class": []any{"HR"}}, nil, nil, "not a list"},
		{"a number", complaint.MessageSent, data{"text": 7.0}, nil, nil, "wrong type"},
		{"truth for a text", complaint.MessageSent, data{"text": true}, nil, nil, "not true or false"},
		{"a date that is none", complaint.IRMEligible, data{"due": "31.12.2018"}, nil, nil, "year-month-day"},
		{"no case number", complaint.DuplicateFound, data{"surviving_case": "7"}, nil, nil, "looks like"},
		{"no member of staff", complaint.CaseAssigned, data{"assignee": "staff/x"}, nil, nil, "staff/3"},
		{"a text too long", complaint.MessageSent, data{"text": long}, nil, nil, "longer than"},
		{"a line too long", complaint.IRMFiled, data{"reference": long[:shortLimit+1]}, nil, nil, "longer than"},
		{"a text that is no text", complaint.MessageSent, data{"text": "a\xff"}, nil, nil, "not valid UTF-8"},
		{"a text with a zero byte", complaint.MessageSent, data{"text": "a\x00b"}, nil, nil, "not valid UTF-8"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			facts, private, err := ParseData(tc.action, tc.data)
			if tc.err != "" {
				if complaint.KindOf(err) != complaint.Invalid || !strings.Contains(err.Error(), tc.err) {
					t.Errorf("got %v, want it invalid: %s", err, tc.err)
				}
				return
			}
			if err != nil || cmp.Diff(fill(tc.facts), facts) != "" || cmp.Diff(fill(tc.private), private) != "" {
				t.Errorf("got %v and %v (%v), want %v and %v", facts, private, err, tc.facts, tc.private)
			}
		})
	}
}

func fill(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}

// What ParseData hands on is what Check takes: facts in their canonical form.
func TestParseData_factsPassTheCheck(t *testing.T) {
	t.Parallel()
	facts, _, err := ParseData(complaint.TriageAccepted, data{"data_class": "HR", "principles": []any{"ACCESS", "CHOICE"}, "reason": "r"})
	if err != nil {
		t.Fatal(err)
	}
	spec, err := Spec(complaint.TriageAccepted)
	if err != nil {
		t.Fatal(err)
	}
	if err := spec.check(facts); err != nil {
		t.Error(err)
	}
}
