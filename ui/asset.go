package ui

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"

	"github.com/labstack/echo/v4"

	"recourse/ui/page"
)

// readManifest finds the bundled files by the names the build has given them.
func readManifest(dist fs.FS) (page.Assets, error) {
	text, err := fs.ReadFile(dist, "manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return page.Assets{}, errors.New("the styles of the pages are not built into this binary (dist/manifest.json is missing): run make build")
	}
	if err != nil {
		return page.Assets{}, fmt.Errorf("read manifest of assets: %w", err)
	}
	names := map[string]string{}
	if err := json.Unmarshal(text, &names); err != nil {
		return page.Assets{}, fmt.Errorf("read manifest of assets: %w", err)
	}
	for _, name := range []string{"app.css", "app.js", "icon.svg"} {
		if _, err := fs.Stat(dist, names[name]); err != nil {
			return page.Assets{}, fmt.Errorf("the manifest of assets names no file for %s: run make build", name)
		}
	}
	return page.Assets{Style: "/assets/" + names["app.css"], Script: "/assets/" + names["app.js"], Icon: "/assets/" + names["icon.svg"]}, nil
}

// asset answers with a bundled file, packed if the browser takes it so. Its name
// holds a hash of its content, so a browser may keep it for ever.
func (p *Pages) asset(c echo.Context) error {
	name := path.Clean(c.Param("*"))
	if info, err := fs.Stat(p.dist, name); err != nil || info.IsDir() || name == "manifest.json" || name[0] == '.' || isPacked(name) {
		return echo.ErrNotFound
	}
	h := c.Response().Header()
	h.Set(echo.HeaderCacheControl, "public, max-age=31536000, immutable")
	h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	file, encoding := p.packed(name, c.Request().Header.Get(echo.HeaderAcceptEncoding))
	if encoding != "" {
		h.Set(echo.HeaderContentEncoding, encoding)
		h.Set(echo.HeaderContentType, mime.TypeByExtension(path.Ext(name)))
	}
	http.ServeFileFS(c.Response(), c.Request(), p.dist, file)
	return nil
}
