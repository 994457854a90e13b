package ui

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/ui/page"
	"recourse/words"
)

// How far a task is.
const (
	notStarted = "not_started"
	inProgress = "in_progress"
	isDone     = "done"
)

// taskList shows what is to be done and how far it is.
func (p *Pages) taskList(c echo.Context, d draft) error {
	ctx := c.Request().Context()
	v := page.TasksView{
		Lead: d.say(ctx, "lead"), Reference: string(d.ID), Code: p.Service.DraftCode(d.Draft), Until: lastDay(d), Later: laterPath,
	}
	ready := len(p.lacking(ctx, d)) == 0
	for _, t := range tasksOf(d) {
		if n := len(v.Parts); n == 0 || v.Parts[n-1].Name != t.part {
			v.Parts = append(v.Parts, page.TaskPart{Name: t.part, Title: d.say(ctx, "part."+t.part)})
		}
		part := &v.Parts[len(v.Parts)-1]
		state := p.stateOf(ctx, d, t)
		if t.page == checkPath {
			state = map[bool]string{true: "ready", false: "not_ready"}[ready]
		}
		part.Tasks = append(part.Tasks, page.Task{
			Name: t.name, Title: d.say(ctx, "task."+t.name), Hint: d.say(ctx, "task."+t.name+".hint"), Href: p.pageOf(ctx, d, t), State: state,
			Says: words.T(ctx, "draft.state."+state),
		})
	}
	return show(c, http.StatusOK, page.Tasks(p.draftChrome(c, d.say(ctx, "title"), false), v))
}

// pageOf is where a task is done: its own page, or the first of its steps that has
// something to ask still.
func (p *Pages) pageOf(ctx context.Context, d draft, t task) string {
	if t.page != "" {
		return t.page
	}
	steps := stepsOf(d, t.name)
	for _, s := range steps {
		if !answered(ctx, d, s) || len(p.wrongIn(ctx, d, s)) > 0 {
			return draftPath + "/" + s.name
		}
	}
	return draftPath + "/" + steps[0].name
}

// answered reports whether a step was gone through, or has an answer from elsewhere.
func answered(ctx context.Context, d draft, s step) bool {
	return d.Answer(visited(s.name)) != "" || slices.ContainsFunc(s.names(ctx, d), func(name string) bool { return d.Answer(name) != "" })
}

// stateOf says how far a task is.
func (p *Pages) stateOf(ctx context.Context, d draft, t task) string {
	if t.page != "" {
		if d.Answer(visited(t.name)) != "" {
			return isDone
		}
		return notStarted
	}
	begun, whole := false, true
	for _, s := range stepsOf(d, t.name) {
		has := answered(ctx, d, s)
		begun = begun || has
		whole = whole && has && len(p.wrongIn(ctx, d, s)) == 0
	}
	switch {
	case whole:
		return isDone
	case begun && !onlyLanguage(d, t):
		return inProgress
	}
	return notStarted
}

// onlyLanguage reports whether a task has no other answer than the language, which was
// not asked but taken from the page.
func onlyLanguage(d draft, t task) bool {
	if t.name != "you" {
		return false
	}
	for name, list := range d.Answers {
		ofTask := strings.HasPrefix(name, "person.") || name == "represented_by" || name == "anonymous"
		if ofTask && len(list) > 0 {
			return false
		}
	}
	return !slices.ContainsFunc(stepsOf(d, t.name), func(s step) bool { return d.Answer(visited(s.name)) != "" })
}

// lack is a step whose answer keeps a draft from being sent.
type lack struct {
	step  step
	wrong faults
}

// lacking lists the steps that keep a draft from being sent.
func (p *Pages) lacking(ctx context.Context, d draft) []lack {
	var list []lack
	for _, s := range draftSteps {
		if !applies(s.when, d) {
			continue
		}
		if wrong := p.wrongIn(ctx, d, s); len(wrong) > 0 {
			list = append(list, lack{s, wrong})
		}
	}
	return list
}
