package ui

import (
	"context"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// langParam names the language in an address: /how?lang=sv. It is what the switch
// in the header leads to, and what search engines are told.
const langParam = "lang"

// langCookie keeps the language that somebody has chosen, until the browser is
// closed. Nobody gets it who has chosen none and opened no case: the language of
// their browser is spoken without it. Behind TLS it bears the prefix by which
// browsers let nobody else set it.
func (p *Pages) langCookie() string {
	if p.Secure {
		return "__Host-language"
	}
	return "language"
}

// speak chooses the language of the answer: that of the address, else the one
// chosen before, else the browser's. Staff, and whoever stands at their door, are
// spoken to in the languages of the house.
func (p *Pages) speak(c echo.Context) {
	r := c.Request()
	if words.Chosen(r.Context()) {
		return
	}
	browser := r.Header.Get("Accept-Language")
	ctx := words.ForStaff(r.Context(), browser)
	if public(c) {
		ctx = words.With(r.Context(), p.chosen(c), browser)
		if asked := words.Tongue(c.QueryParam(langParam)); asked != "" && asked != words.Lang(ctx) {
			p.keepLang(c, asked)
			ctx = words.With(r.Context(), asked)
		}
	}
	c.Response().Header().Add(echo.HeaderVary, "Accept-Language, Cookie")
	speakIn(ctx, c)
}

// speakIn makes the language of a context that of the answer.
func speakIn(ctx context.Context, c echo.Context) {
	c.SetRequest(c.Request().WithContext(ctx))
	c.Response().Header().Set("Content-Language", words.Lang(ctx))
}

// staffDoors are the pages on which staff come in, and those of development.
var staffDoors = []string{"/sign-in", "/welcome", "/dev"}

// public reports whether a page is for residents and the public.
func public(c echo.Context) bool {
	path := c.Request().URL.Path
	for _, door := range staffDoors {
		if path == door || strings.HasPrefix(path, door+"/") {
			return false
		}
	}
	return !caller(c).Works() && access.Inside(path) == ""
}

// chosen is the language that the browser keeps; "" for none.
func (p *Pages) chosen(c echo.Context) string {
	kept, err := c.Cookie(p.langCookie())
	if err != nil {
		return ""
	}
	return words.Tongue(kept.Value)
}

// keepLang has the browser keep a language; "" lets it go.
func (p *Pages) keepLang(c echo.Context, lang string) {
	cookie := &http.Cookie{Name: p.langCookie(), Value: lang, Path: "/", HttpOnly: true, Secure: p.Secure, SameSite: http.SameSiteLaxMode} //nolint:gosec // Secure wherever there is TLS
	if lang == "" {
		cookie.MaxAge = -1
	}
	c.SetCookie(cookie)
}

// freeLang forgets the language chosen before, since a case has been opened and is
// spoken of in its own.
func (p *Pages) freeLang(c echo.Context) {
	if p.chosen(c) != "" {
		p.keepLang(c, "")
	}
}

// speakOf speaks the language of a case to its complainant, until they choose
// another one.
func (p *Pages) speakOf(c echo.Context, rec law.Record) {
	lang := words.Tongue(rec.Filing.Language)
	if lang == "" || lang == words.Lang(c.Request().Context()) || !public(c) || p.chosen(c) != "" || words.Tongue(c.QueryParam(langParam)) != "" {
		return
	}
	p.keepLang(c, lang)
	speakIn(words.With(c.Request().Context(), lang), c)
}

// tongues are the languages that the page can be read in, with their addresses;
// none on the pages of staff. What was typed into a form does not travel along.
func tongues(c echo.Context) []page.Tongue {
	if !public(c) {
		return nil
	}
	here, path := words.Lang(c.Request().Context()), readable(c)
	var list []page.Tongue
	for _, t := range words.Tongues() {
		query := c.Request().URL.Query()
		query.Set(langParam, t.Code)
		list = append(list, page.Tongue{Code: t.Code, Name: t.Name, Href: path + "?" + query.Encode(), Here: t.Code == here})
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// readable is the address of the page that is drawn, or of the one above it where
// the page is only the answer to a form.
func readable(c echo.Context) string {
	path, route := c.Request().URL.EscapedPath(), c.Path()
	for route != "" {
		if _, ok := access.Find(http.MethodGet, route); ok {
			return path
		}
		path, route = above(path), above(route)
	}
	return "/"
}

// above is a path without its last part.
func above(path string) string { return path[:max(strings.LastIndexByte(path, '/'), 0)] }

// told is what is wrong in the language of the request.
func told(c echo.Context, err error) string {
	return words.Said(c.Request().Context(), err.Error())
}
