package image

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"berth/gateway/manifest"
	"berth/gateway/manifest/formats"
)

// answers are an Asker's, by image.
type answers struct {
	facts  map[string]Facts
	faults map[string]error

	mu    sync.Mutex
	asked []string
}

func (a *answers) Ask(_ context.Context, who Who, name string, access *manifest.Registry) (Facts, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, x := range []string{name, "by " + who.Name} {
		if access != nil {
			x += " as " + access.User + ":" + access.Password.Reveal()
		}
		a.asked = append(a.asked, x)
	}
	if err := a.faults[name]; err != nil {
		return Facts{}, err
	}
	return a.facts[name], nil
}

func parse(t *testing.T, format, text string) manifest.Manifest {
	t.Helper()
	m, err := formats.Parse(format, text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestLook(t *testing.T) {
	m := parse(t, "compose", `services:
  web:
    image: ghcr.io/a/web:1
    ports: ["8080:80"]
  db:
    image: postgres:17
    volumes: ["data:/var/lib/postgresql/data"]
  gone:
    image: ghcr.io/a/gone
  wait:
    image: ghcr.io/a/wait
  away:
    image: registry.example.org/away
  arm:
    image: quay.io/a/arm
  tool:
    image: ghcr.io/a/tool
volumes: {data: }
`)
	a := &answers{
		facts: map[string]Facts{
			"ghcr.io/a/web:1": {Digest: "sha256:1", Bytes: 3<<20 + 1, User: "7", Ports: []Port{{Number: 80}}, Volumes: []string{"/cache", "/uploads"}},
			"postgres:17":     {Ports: []Port{{Number: 5432}}, Volumes: []string{"/var/lib/postgresql/data"}},
			"ghcr.io/a/tool":  {Ports: []Port{{Number: 9000}}},
		},
		faults: map[string]error{
			"ghcr.io/a/gone": &Fault{Why: Missing}, "ghcr.io/a/wait": &Fault{Why: Limited}, "registry.example.org/away": errors.New("anything else"),
			"quay.io/a/arm": &Fault{Why: NoPlatform, Has: []string{"linux/arm64", "linux/s390x"}},
		},
	}
	f := Look(t.Context(), a, Who{Name: "ann"}, m)
	said := []string{}
	for _, x := range f.Flaws {
		said = append(said, fmt.Sprintf("flaw %s:%d %s", x.Path, x.Line, x.Text))
	}
	for _, x := range f.Notes {
		said = append(said, fmt.Sprintf("note %s:%d %s", x.Path, x.Line, x.Text))
	}
	all := strings.Join(said, "\n")
	for _, want := range []string{
		"flaw services.gone.image:9 ghcr.io has no image ghcr.io/a/gone; check its name and tag",
		"flaw services.arm.image:15 quay.io/a/arm is not there for this node's machines, only for linux/arm64, linux/s390x;",
		"note services.wait.image:11 ghcr.io asks to wait",
		"note services.away.image:13 registry.example.org could not be asked about registry.example.org/away",
		"note services.web.image:3 what its image writes to /cache, /uploads is lost when it is started anew",
		"note services.db.image:6 its image listens at port 5432",
		"note services.tool.image:17 its image listens at port 9000",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("nobody says %q in\n%s", want, all)
		}
	}
	if len(said) != 7 {
		t.Errorf("got %d:\n%s", len(said), all)
	}
	for i, s := range m.Services {
		if (f.Services[i] != nil) != (a.faults[s.Image] == nil) {
			t.Errorf("%s: got %+v", s.Name, f.Services[i])
		}
		if s.Name == "web" && (f.Services[i].User != "7" || f.Services[i].MiB() != 4) {
			t.Errorf("got %+v", f.Services[i])
		}
	}
}

// TestAskedOnce: an image that several services have is asked for once for each password, with that and nobody else's.
func TestAskedOnce(t *testing.T) {
	web := manifest.Service{Name: "web", Image: "a", Pull: &manifest.Registry{Host: "h", User: "ann", Password: "1"}}
	m := manifest.Manifest{Services: []manifest.Service{
		web, {Name: "x", Image: "a"}, {Name: "y", Image: "a"}, {Name: "z", Image: "a", Pull: &manifest.Registry{Host: "h", User: "ann", Password: "2"}, Init: []manifest.Service{{Name: "i", Image: "b", Once: true}}, Beside: []manifest.Service{web}},
	}}
	a := &answers{facts: map[string]Facts{"b": {Volumes: []string{"/x"}}}, faults: map[string]error{"a": &Fault{Why: BadAccess}}}
	f := Look(t.Context(), a, Who{Name: "ann"}, m)
	got := map[string]int{}
	for _, x := range a.asked {
		got[x]++
	}
	for _, want := range []string{"a", "a as ann:1", "a as ann:2", "b"} {
		if got[want] != 1 {
			t.Errorf("asked %d times for %s", got[want], want)
		}
	}
	if len(f.Flaws) != 5 || f.Flaws[4].Path != "web.image" || len(f.Notes) != 0 {
		t.Errorf("got %+v, %+v", f.Flaws, f.Notes)
	}
}

// TestNotHere: what a runtime's own check says is not said twice.
func TestNotHere(t *testing.T) {
	f := Look(t.Context(), &answers{faults: map[string]error{"x": &Fault{Why: NotHere}}}, Who{Name: "u"}, manifest.Manifest{Services: []manifest.Service{{Name: "web", Image: "x"}}})
	if len(f.Flaws)+len(f.Notes) > 0 {
		t.Errorf("got %+v", f)
	}
}

// TestEachFaultIsSaid: each reason has words that name the image or its registry, in one kind: a flaw or a note.
func TestEachFaultIsSaid(t *testing.T) {
	seen := map[string]bool{}
	for _, why := range []Why{Missing, Denied, Withheld, BadAccess, NoPlatform, NoImage, Outdated, Limited, Unreachable, Unasked} {
		m := manifest.Manifest{Services: []manifest.Service{{Name: "web", Image: "ghcr.io/a/b", Pull: &manifest.Registry{User: "ann", Password: "hunter2"}}}}
		f := Look(t.Context(), &answers{faults: map[string]error{"ghcr.io/a/b": &Fault{Why: why}}}, Who{Name: "u"}, m)
		text := ""
		switch {
		case why.Certain() && len(f.Flaws) == 1 && len(f.Notes) == 0:
			text = f.Flaws[0].Text
		case !why.Certain() && len(f.Flaws) == 0 && len(f.Notes) == 1:
			text = f.Notes[0].Text
		}
		if !strings.Contains(text, "ghcr.io") || strings.Contains(text, "hunter2") || seen[text] && why != Withheld {
			t.Errorf("%s: got %+v %+v", why, f.Flaws, f.Notes)
		}
		seen[text] = true
	}
}
