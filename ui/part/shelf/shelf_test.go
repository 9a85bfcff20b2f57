package shelf

import (
	"testing"

	"berth/shared/wire"
	"berth/ui/text"
)

func TestMatches(t *testing.T) {
	b := wire.TemplateBrief{
		ID: "wordpress", Name: map[string]string{"en": "WordPress", "zh": "WordPress"}, Category: "site", Images: []string{"mariadb:11.8", "wordpress:6.8-apache"},
		Summary: map[string]string{"en": "A website or a blog.", "zh": "建站和博客系统。"},
	}
	for words, want := range map[string]bool{"": true, "BLOG word": true, "博客": true, "mariadb": true, "blog postgres": false, "  ": true} {
		if got := Matches(text.T{}, b, words); got != want {
			t.Errorf("%q: %v", words, got)
		}
	}
}

func TestLetters(t *testing.T) {
	for name, want := range map[string]string{
		"PostgreSQL": "Po", "Open WebUI + Ollama": "OW", "code-server": "cs", "n8n": "n8", "Wiki.js": "Wj", "Uptime Kuma": "UK", "": "", "X": "X", "问候页": "问候", " - ": "",
	} {
		if got := letters(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestRuns(t *testing.T) {
	for _, c := range []struct {
		has, wants []string
		want       bool
	}{
		{nil, []string{"a:1"}, true}, {[]string{"a:1", "b:1"}, []string{"b:1"}, true}, {[]string{"a:1"}, []string{"a:1", "b:1"}, false}, {[]string{"a:1"}, nil, true},
	} {
		if got := Runs(c.has, c.wants); got != c.want {
			t.Errorf("%v of %v: %v", c.wants, c.has, got)
		}
	}
}
