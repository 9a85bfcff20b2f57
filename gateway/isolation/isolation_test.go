package isolation

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/problem"
)

// images are users by image; an image that is not in it is not known.
type images map[string]string

func (i images) User(s manifest.Service) (string, bool) {
	user, known := i[s.Image]
	return user, known
}

type runtime cluster.Offers

func (r runtime) Offers() cluster.Offers { return cluster.Offers(r) }

var known = images{"root": "", "zero": "0:0", "named": "node", "numbered": "65532:65533", "user": "1000"}

func TestChoose(t *testing.T) {
	none, userns, sandbox, both := cluster.Offers{}, cluster.Offers{Userns: true}, cluster.Offers{Sandbox: "gvisor"}, cluster.Offers{Userns: true, Sandbox: "kata"}
	for _, c := range []struct {
		name                        string
		s                           manifest.Service
		none, userns, sandbox, both manifest.Isolation // empty: a problem
	}{
		{"a user that the file names", manifest.Service{Image: "root", User: 1000}, manifest.Plain, manifest.Plain, manifest.Plain, manifest.Plain},
		{"root that the file names", manifest.Service{Image: "numbered", Root: true}, "", manifest.Rooted, manifest.Sandboxed, manifest.Rooted},
		{"an image that is not known", manifest.Service{Image: "other"}, manifest.Plain, manifest.Rooted, manifest.Sandboxed, manifest.Rooted},
		{"an image of root's", manifest.Service{Image: "root"}, manifest.Plain, manifest.Rooted, manifest.Sandboxed, manifest.Rooted},
		{"an image of 0:0", manifest.Service{Image: "zero"}, manifest.Plain, manifest.Rooted, manifest.Sandboxed, manifest.Rooted},
		{"an image of somebody's by name", manifest.Service{Image: "named"}, manifest.Plain, manifest.Rooted, manifest.Sandboxed, manifest.Rooted},
		{"an image of a number", manifest.Service{Image: "numbered"}, manifest.Plain, manifest.Plain, manifest.Plain, manifest.Plain},
		{"plain", manifest.Service{Image: "root", Isolation: manifest.Plain}, manifest.Plain, manifest.Plain, manifest.Plain, manifest.Plain},
		{"plain root", manifest.Service{Root: true, Isolation: manifest.Plain}, "", "", "", ""},
		{"rooted", manifest.Service{User: 5, Isolation: manifest.Rooted}, "", manifest.Rooted, "", manifest.Rooted},
		{"sandboxed", manifest.Service{User: 5, Isolation: manifest.Sandboxed}, "", "", manifest.Sandboxed, manifest.Sandboxed},
		{"root before it", manifest.Service{User: 5, Init: []manifest.Service{{Root: true}}}, "", manifest.Rooted, manifest.Sandboxed, manifest.Rooted},
		{"somebody not known beside it", manifest.Service{User: 5, Beside: []manifest.Service{{Image: "other"}}}, manifest.Plain, manifest.Rooted, manifest.Sandboxed, manifest.Rooted},
		{"numbers beside it", manifest.Service{User: 5, Beside: []manifest.Service{{Image: "user"}}, Init: []manifest.Service{{User: 7}}}, manifest.Plain, manifest.Plain, manifest.Plain, manifest.Plain},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.s.Name = "web"
			for i, o := range []cluster.Offers{none, userns, sandbox, both} {
				want := []manifest.Isolation{c.none, c.userns, c.sandbox, c.both}[i]
				got, err := Choose(c.s, Chooser{runtime(o), known}.who, o)
				var p *problem.Problem
				if refused := errors.As(err, &p); got != want || refused != (want == "") {
					t.Errorf("with %+v: got %q, %v, want %q", o, got, err, want)
				} else if refused && (p.Code != problem.NoIsolation || p.Figures["service"] != "web" || p.Detail == "" || !strings.Contains(p.Title, "web")) {
					t.Errorf("with %+v: %+v", o, p)
				}
			}
		})
	}
}

func TestSettle(t *testing.T) {
	m := manifest.Manifest{Services: []manifest.Service{
		{Name: "a", Image: "numbered", Beside: []manifest.Service{{Name: "x", Image: "user"}}},
		{Name: "b", Image: "named"},
		{Name: "c", Image: "root"},
		{Name: "d", Image: "other", User: 7},
	}}
	before := m.Services[0]
	c := Chooser{runtime{Userns: true}, known}
	got, err := c.Settle(m)
	if err != nil {
		t.Fatal(err)
	}
	want := []manifest.Service{
		{Name: "a", Image: "numbered", Isolation: manifest.Plain, User: 65532, Group: 65533, Beside: []manifest.Service{{Name: "x", Image: "user", Isolation: manifest.Plain, User: 1000}}},
		{Name: "b", Image: "named", Isolation: manifest.Rooted, Group: Group},
		{Name: "c", Image: "root", Isolation: manifest.Rooted},
		{Name: "d", Image: "other", Isolation: manifest.Plain, User: 7},
	}
	for i := range want {
		got.Services[i].Init = nil // empty or none
		if len(got.Services[i].Beside) == 0 {
			got.Services[i].Beside = nil
		}
		if !reflect.DeepEqual(got.Services[i], want[i]) {
			t.Errorf("got  %+v\nwant %+v", got.Services[i], want[i])
		}
	}
	if !reflect.DeepEqual(m.Services[0], before) || m.Services[0].Beside[0].User != 0 {
		t.Error("settling changed what it was given")
	}
	again, err := Chooser{runtime{Userns: true}, nil}.Settle(got)
	if err != nil || !reflect.DeepEqual(again.Services, got.Services) {
		t.Errorf("settled again: %+v, %v", again.Services, err)
	}

	m.Services = append(m.Services, manifest.Service{Name: "e", Root: true})
	var p *problem.Problem
	if _, err := (Chooser{runtime{}, known}).Settle(m); !errors.As(err, &p) || p.Figures["service"] != "e" {
		t.Errorf("root where none is offered: %v", err)
	}
}

// TestNotes: who starts as somebody else than its image says hears of it before.
func TestNotes(t *testing.T) {
	m := manifest.Manifest{Services: []manifest.Service{{Name: "a", Image: "root"}, {Name: "b", Image: "named"}, {Name: "c", Image: "numbered"}, {Name: "d", Image: "other"}, {Name: "e", Image: "root", User: 5}}}
	notes := Chooser{runtime{}, known}.Notes(m)
	if len(notes) != 2 || notes[0].Path != "a" || notes[1].Path != "b" || !strings.Contains(notes[1].Text, `"node"`) {
		t.Errorf("got %+v", notes)
	}
	if notes := (Chooser{runtime{Userns: true}, known}).Notes(m); len(notes) != 0 {
		t.Errorf("where all run as themselves: %+v", notes)
	}
}

func TestParseUser(t *testing.T) {
	for text, want := range map[string]User{
		"": {}, "root": {}, "0": {}, "root:root": {}, "0:5": {}, "1000": {UID: 1000}, "1000:1001": {UID: 1000, GID: 1001}, "1000:staff": {UID: 1000},
		"node": {UID: -1, Name: "node"}, "node:7": {UID: -1, GID: 7, Name: "node"}, "-5": {UID: -1, Name: "-5"}, "99999999999": {UID: -1, Name: "99999999999"}, ":": {},
	} {
		got := ParseUser(text)
		if want.UID == 0 {
			want.GID = got.GID // root's groups make no difference
		}
		if got != want {
			t.Errorf("%q: got %+v, want %+v", text, got, want)
		}
	}
}

// TestRecall: what was chosen when a revision was accepted holds, whatever is known later.
func TestRecall(t *testing.T) {
	parsed := manifest.Manifest{Services: []manifest.Service{{Name: "a", Image: "numbered", Init: []manifest.Service{{Name: "i", Image: "user"}}}, {Name: "b", Image: "root"}}}
	settled, err := Chooser{runtime{Userns: true}, known}.Settle(parsed)
	if err != nil {
		t.Fatal(err)
	}
	raw := outline(t, settled)
	got, err := Recall(parsed, raw)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := got.Services[0], got.Services[1]; a.Isolation != manifest.Plain || a.User != 65532 || a.Init[0].User != 1000 || b.Isolation != manifest.Rooted || b.Image != "root" {
		t.Errorf("got %+v", got.Services)
	}
	if parsed.Services[0].Init[0].User != 0 {
		t.Error("recalling changed what it was given")
	}
	if got, err := Recall(parsed, nil); err != nil || !reflect.DeepEqual(got, parsed) {
		t.Errorf("of a revision from before: %+v, %v", got, err)
	}
	if _, err := Recall(parsed, []byte("{")); err == nil {
		t.Error("a broken outline is taken")
	}
}

func outline(t *testing.T, m manifest.Manifest) []byte {
	t.Helper()
	o := manifest.Manifest{}
	for _, s := range m.Services {
		o.Services = append(o.Services, Outline(s))
	}
	raw, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
