package ui

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"recourse/complaint"
)

// The whole way without a script: files are added to a draft, described anew, taken
// out, and shown where all is checked.
func TestDraftFiles_waitWithTheDraft(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.get(evidencePath).leads(resumePath + "?to=evidence")
	b.service.begin("", map[string][]string{"residence": {"SE"}})
	if got := b.get(draftPath).Find(`[data-task="evidence"]`).AttrOr("data-state", ""); got != notStarted {
		t.Errorf("the task is %q", got)
	}
	wellBuilt(t, b.get(evidencePath).want(http.StatusOK))
	b.send(files(t, evidencePath, [4]string{"mail.txt", "We kept it.", "Their mail", "2018-07-02"}, [4]string{"photo.txt", "a door", "", ""})).leads(evidencePath)
	a := b.get(evidencePath).want(http.StatusOK)
	wellBuilt(t, a)
	if got := a.text(".files__item:first-child"); !strings.Contains(got, "Their mail") || !strings.Contains(got, "Monday 2 July 2018") {
		t.Errorf("file %q", got)
	}
	if got := a.text(".notice"); got != "2 files have arrived." || b.service.arriving != 0 {
		t.Errorf("notice %q, %d files left", got, b.service.arriving)
	}
	b.send(files(t, evidencePath, [4]string{"again.txt", "We kept it.", "", ""})).leads(evidencePath)
	b.post(evidencePath+"/w1", url.Values{"caption.1": {"Their first mail"}, "dated.1": {""}, "then": {"keep"}}).leads(evidencePath)
	b.post(evidencePath+"/w2", url.Values{"caption.2": {""}, "then": {"remove"}}).leads(evidencePath)
	b.post(evidencePath+"/w2", url.Values{"then": {"remove"}}).leads(evidencePath) // twice is fine
	if w := b.service.waiting; len(w) != 1 || w[0].Caption != "Their first mail" || w[0].Dated != "" {
		t.Errorf("waiting %+v", w)
	}
	b.post(evidencePath+"/next", nil).leads(draftPath)
	if got := b.get(draftPath).Find(`[data-task="evidence"]`).AttrOr("data-state", ""); got != isDone {
		t.Errorf("the task is %q", got)
	}
	if got := b.get(checkPath).text("main"); !strings.Contains(got, "mail.txt") || !strings.Contains(got, "Their first mail") {
		t.Errorf("the check says %q", got)
	}
}

// A page of one draft adds nothing to another one that the browser holds since, and
// from the check one comes back to the check.
func TestDraftFiles_belongToTheirDraft(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.service.begin("", nil)
	to := b.get(evidencePath+"?to=check").Find("form[data-upload]").AttrOr("action", "")
	b.send(files(t, to, [4]string{"mail.txt", "We kept it.", "", ""})).leads(evidencePath + "?to=check")
	b.post(b.get(evidencePath+"?to=check").Find(".upload__next form").AttrOr("action", ""), nil).leads(checkPath)
	b.service.begin("", nil)
	b.send(files(t, to, [4]string{"other.txt", "And more.", "", ""})).leads(resumePath + "?to=evidence")
	if len(b.service.waiting) != 1 {
		t.Errorf("%d files wait", len(b.service.waiting))
	}
	b.post(resumePath, url.Values{"draft": {"RD-TEST-0001"}, "code": {draftCode}, "to": {"evidence"}}).leads(evidencePath)
}

func TestDraftFiles_loseNoWord(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	b.service.begin("", nil)
	b.service.unfitting = map[string]error{"run.exe": complaint.Unfit(complaint.FileType, complaint.Errorf(complaint.Invalid, "a type"))}
	a := b.send(files(t, evidencePath, [4]string{"mail.txt", "We kept it.", "", ""}, [4]string{"run.exe", "MZ", "A program", ""})).want(http.StatusBadRequest)
	if a.Find("#f-caption1").Text() != "A program" || !strings.Contains(a.text(".govuk-error-summary"), "run.exe is of a kind") || !strings.Contains(a.text(".files"), "mail.txt") {
		t.Error("the words or the other file are lost")
	}
	wellBuilt(t, a)
	long := strings.Repeat("a", 501)
	a = b.post(evidencePath+"/w1", url.Values{"caption.1": {long}, "then": {"keep"}}).want(http.StatusBadRequest)
	if a.Find("#f-caption-1").Text() != long || a.each(".govuk-error-summary a", "href")[0] != "#f-caption-1" || a.Find(".files__change[open]").Length() != 1 {
		t.Error("the long caption is lost, or not led to")
	}
	wellBuilt(t, a)
	b.post(evidencePath+"/none", url.Values{"caption.1": {"x"}}).want(http.StatusNotFound)
}
