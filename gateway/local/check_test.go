package local

import (
	"errors"
	"strings"
	"testing"

	facts "berth/gateway/image"
	"berth/gateway/manifest"
	"berth/shared/problem"
)

func TestCheck(t *testing.T) {
	r := open(t, t.TempDir())
	good := manifest.Service{Name: "web", Image: "berth/hello", Port: 8080}
	if err := r.Check(manifest.Manifest{Services: []manifest.Service{good}}); err != nil {
		t.Error(err)
	}
	for name, c := range map[string]struct {
		change func(*manifest.Service)
		code   problem.Code
		text   string
	}{
		"an image that is not built in": {func(s *manifest.Service) { s.Image = "nginx:1" }, problem.UnknownImage, "berth/echo"},
		"another command":               {func(s *manifest.Service) { s.Args = []string{"-v"} }, problem.DoesNotFit, "no other command"},
		"no port":                       {func(s *manifest.Service) { s.Port = 0 }, problem.DoesNotFit, "give it a port"},
		"replicas":                      {func(s *manifest.Service) { s.Replicas = 2 }, problem.DoesNotFit, "write 1 replica"},
		"files":                         {func(s *manifest.Service) { s.Files = []manifest.File{{Path: "/a"}} }, problem.DoesNotFit, "no files"},
		"two disks":                     {func(s *manifest.Service) { s.Mounts = make([]manifest.Mount, 2) }, problem.DoesNotFit, "one disk"},
		"a folder of a disk":            {func(s *manifest.Service) { s.Mounts = []manifest.Mount{{SubPath: "a"}} }, problem.DoesNotFit, "as a whole"},
		"temporary folders":             {func(s *manifest.Service) { s.Temps = make([]manifest.Temp, 1) }, problem.DoesNotFit, "temporary folders"},
		"a registry":                    {func(s *manifest.Service) { s.Pull = &manifest.Registry{} }, problem.DoesNotFit, "registry"},
		"a GPU":                         {func(s *manifest.Service) { s.Wants.GPU = 1 }, problem.DoesNotFit, "no GPUs"},
		"what runs before it":           {func(s *manifest.Service) { s.Init = []manifest.Service{good} }, problem.DoesNotFit, "before a service or beside it"},
		"what never ends, once":         {func(s *manifest.Service) { s.Once = true }, problem.DoesNotFit, "comes to an end"},
		"what ends, for ever":           {func(s *manifest.Service) { s.Image = "berth/task" }, problem.DoesNotFit, "let it run once"},
		"a command that checks":         {func(s *manifest.Service) { s.Live = &manifest.Probe{Command: []string{"true"}} }, problem.DoesNotFit, "beside a service"},
	} {
		s := good
		c.change(&s)
		var p *problem.Problem
		if err := r.Check(manifest.Manifest{Services: []manifest.Service{s}}); !errors.As(err, &p) || p.Code != c.code || !strings.Contains(p.Detail, c.text) || p.Figures["service"] != "web" {
			t.Errorf("%s: got %v", name, err)
		}
	}
	one, other := good, good
	one.Mounts, other.Mounts, other.Name = []manifest.Mount{{Volume: "d"}}, []manifest.Mount{{Volume: "d"}}, "other"
	if err := r.Check(manifest.Manifest{Services: []manifest.Service{one, other}}); err == nil {
		t.Error("two services share a disk")
	}
	one.Image, other.Image = "nginx", "redis"
	joined, ok := r.Check(manifest.Manifest{Services: []manifest.Service{one, good, other}}).(interface{ Unwrap() []error })
	if !ok || len(joined.Unwrap()) != 2 {
		t.Error("what is wrong with several services is not said at once")
	}
}

func TestNotes(t *testing.T) {
	r := open(t, t.TempDir())
	web := manifest.Service{Name: "web", Image: "berth/hello", Port: 8080}
	if notes := r.Notes(manifest.Manifest{Services: []manifest.Service{web}}); len(notes) > 0 {
		t.Errorf("got %+v", notes)
	}
	db := web
	db.Name, db.Ready, db.Live, db.User = "db", &manifest.Probe{Port: 1}, &manifest.Probe{Port: 1}, 1000
	db.Hosts = []manifest.Host{{Name: "mail.example.org", Address: "192.0.2.1"}}
	var all []string
	for _, n := range r.Notes(manifest.Manifest{Services: []manifest.Service{web, db}}) {
		all = append(all, n.Path+": "+n.Text)
	}
	got := strings.Join(all, "\n")
	for _, want := range []string{"no further names", "db: ", "takes connections", "one user"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	if len(all) != 3 {
		t.Errorf("got %s", got)
	}
}

// TestAsk: what is built in is fetched from nowhere, and of all else nothing is known here.
func TestAsk(t *testing.T) {
	r := open(t, t.TempDir())
	if f, err := r.Ask(t.Context(), facts.Who{}, "berth/hello", nil); err != nil || !f.BuiltIn || f.Bytes != 0 {
		t.Errorf("got %+v %v", f, err)
	}
	if f, err := r.Ask(t.Context(), facts.Who{}, "nginx", nil); err == nil {
		t.Errorf("got %+v", f)
	}
}
