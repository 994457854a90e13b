package ui

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

func TestTray(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	if got := b.get("/dev/mail").each("tr[data-letter]", "data-letter"); len(got) != 2 {
		t.Errorf("letters %v", got)
	}
	if got := b.get("/dev/mail?case=rc-test-0002").each("tr[data-letter]", "data-letter"); len(got) != 1 || got[0] != "1" {
		t.Errorf("letters of one case %v", got)
	}
	if got := b.get("/dev/mail/2").text(".sheet"); got != "Dear you, here it is." {
		t.Errorf("letter %q", got)
	}
	b.get("/dev/mail/7").want(http.StatusNotFound)
	b.get("/dev/mail?case=xyz").want(http.StatusBadRequest)
}

func TestTray_json(t *testing.T) {
	t.Parallel()
	a := open(t, nobody).get("/dev/mail.json?case=RC-TEST-0001").want(http.StatusOK)
	var list []map[string]any
	if err := json.Unmarshal([]byte(a.body), &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 || list[0]["id"] != 2.0 || list[0]["case_number"] != "RC-TEST-0001" || list[0]["code"] != "N07" || list[0]["to"] != "complainant" ||
		list[0]["subject"] != "Our answer" || !strings.Contains(list[0]["body"].(string), "here it is") {
		t.Errorf("tray %v", list)
	}
	if empty := open(t, nobody).get("/dev/mail.json?case=RC-TEST-0009"); strings.TrimSpace(empty.body) != "[]" {
		t.Errorf("an empty tray is %q", empty.body)
	}
}
