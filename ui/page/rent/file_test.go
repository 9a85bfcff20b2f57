package rent

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/text"
)

// TestFlawed: what is wrong with a file is said with its line and its place, and in the page's language even where only the node's runtime minds.
func TestFlawed(t *testing.T) {
	for _, c := range []struct {
		name     string
		lang     text.Lang
		x        wire.ManifestProblem
		has, not string
	}{
		{"of a line", text.EN, wire.ManifestProblem{Code: problem.BadField, Path: "services.web.ports", Line: 7, Text: "a port"}, "Line 7", ""},
		{"of no place", text.ZH, wire.ManifestProblem{Code: problem.BadField, Line: 4, Text: "不是 YAML"}, "不是 YAML", " – "},
		{"an image that is not there", text.ZH, wire.ManifestProblem{Code: problem.UnknownImage, Path: "web", Text: "this node does not have the image nginx"}, "没有这个镜像", "this node"},
		{"in English", text.EN, wire.ManifestProblem{Code: problem.UnknownImage, Path: "web", Text: "this node does not have the image nginx"}, "image nginx", "Line"},
	} {
		html := app.HTMLString(app.Li().Body(flawed(text.In(c.lang), c.x)...))
		if !strings.Contains(html, c.has) || c.not != "" && strings.Contains(html, c.not) {
			t.Errorf("%s: %s", c.name, html)
		}
	}
}
