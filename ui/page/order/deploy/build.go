package deploy

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/part"
	"berth/ui/text"
)

// repository is the address of a Git repository, where a text is that and nothing else; "": it is not.
func repository(text string) string {
	s := strings.TrimSpace(text)
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@:/._~+-") != "" || s == "" || len(s) > 300 {
		return "" // it goes into a command
	}
	if strings.HasPrefix(s, "git@") || strings.HasPrefix(s, "ssh://") || strings.HasPrefix(s, "git://") {
		return s
	}
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	host, path, found := strings.Cut(rest, "/")
	if !ok || !found || path == "" {
		return ""
	}
	switch host {
	case "github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "gitee.com":
		return s
	}
	if strings.HasSuffix(path, ".git") {
		return s
	}
	return ""
}

// buildCommand makes an image out of a repository, or of the folder that it is run in, and sends it to a registry.
func buildCommand(url string) string {
	const build = "docker build -t ghcr.io/YOU/APP:1 . && docker push ghcr.io/YOU/APP:1"
	if url == "" {
		return build
	}
	return "git clone " + url + " app && cd app && " + build
}

// renderBuild says how an image is made of what a node cannot build.
func (f *Form) renderBuild(url string) app.UI {
	t, title := f.T, text.BuildFolder
	if url != "" {
		title = text.BuildGit
	}
	return app.Div().Role("alert").DataSet("test", "deploy-build").Body(part.Note(part.Waiting, t.Say(title),
		app.P().Class("small").Text(t.Say(text.BuildHow)), part.Taken(t, t.Say(text.BuildCommand), buildCommand(url), "build-command")))
}
