package formats

import (
	"strings"
	"testing"
)

func TestNotes(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // beginnings of path and text
	}{
		{"services: {web: {image: a, ports: ['80']}}", nil},
		{"services: {web: {image: a, ports: ['80']}, db: {image: postgres}}", nil},
		{"services: {web: {image: a, ports: ['80'], environment: {SESSION_DOMAIN: .example.org, DOMAIN: x, COOKIE_DOMAIN: ''}}}", []string{"web SESSION_DOMAIN: cookies stay"}},
		{"services: {web: {image: a, environment: {SESSION_DOMAIN: .example.org}}}", nil},
		{"services: {web: {image: a, ports: ['80']}, api: {image: a, ports: ['80'], environment: {WEB_COOKIE_DOMAIN: x}}}", []string{"api WEB_COOKIE_DOMAIN: ", "services each has a host name"}},
	} {
		m, err := Parse("compose", c.text)
		if err != nil {
			t.Fatal(err)
		}
		notes := m.Notes()
		if len(notes) != len(c.want) {
			t.Errorf("%s: got %+v, want %q", c.text, notes, c.want)
			continue
		}
		for i, n := range notes {
			if !strings.HasPrefix(n.Path+" "+n.Text, c.want[i]) {
				t.Errorf("%s: got %+v, want %q", c.text, n, c.want[i])
			}
		}
	}
}
