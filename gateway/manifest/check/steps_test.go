package check

import (
	"strings"
	"testing"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// TestOrder: who waits for whom, and what would never come.
func TestOrder(t *testing.T) {
	s := func(name string, after ...manifest.After) manifest.Service {
		return manifest.Service{Name: name, Image: "busybox", After: after}
	}
	once := func(x manifest.Service) manifest.Service { x.Once = true; return x }
	for _, c := range []struct {
		name     string
		services []manifest.Service
		want     []string // parts of the flaws
	}{
		{"a chain", []manifest.Service{s("web", manifest.After{Service: "api", Until: manifest.Ready}, manifest.After{Service: "seed", Until: manifest.Done}), s("api", manifest.After{Service: "db", Until: manifest.Running}), s("db"), once(s("seed", manifest.After{Service: "db", Until: manifest.Ready}))}, nil},
		{"the same twice", []manifest.Service{s("web", manifest.After{Service: "db", Until: manifest.Ready}, manifest.After{Service: "db", Until: manifest.Ready}), s("db")}, nil},
		{"two who wait for each other", []manifest.Service{s("a", manifest.After{Service: "b", Until: manifest.Ready}), s("b", manifest.After{Service: "a", Until: manifest.Running})}, []string{"none of them would ever start"}},
		{"a circle behind a chain", []manifest.Service{s("x", manifest.After{Service: "a", Until: manifest.Ready}), s("a", manifest.After{Service: "b", Until: manifest.Ready}), s("b", manifest.After{Service: "c", Until: manifest.Ready}), s("c", manifest.After{Service: "a", Until: manifest.Ready})}, []string{"none of them would ever start"}},
		{"two ways to the same", []manifest.Service{s("a", manifest.After{Service: "b", Until: manifest.Ready}, manifest.After{Service: "c", Until: manifest.Ready}), s("b", manifest.After{Service: "d", Until: manifest.Ready}), s("c", manifest.After{Service: "d", Until: manifest.Ready}), s("d")}, nil},
		{"for itself", []manifest.Service{s("a", manifest.After{Service: "a", Until: manifest.Ready})}, []string{"it waits for itself"}},
		{"for nobody", []manifest.Service{s("a", manifest.After{Service: "b", Until: manifest.Ready})}, []string{"no service is called so"}},
		{"for the end of what runs for ever", []manifest.Service{s("a", manifest.After{Service: "b", Until: manifest.Done}), s("b")}, []string{"the end of b, which runs for ever"}},
		{"for a state that there is not", []manifest.Service{s("a", manifest.After{Service: "b", Until: "well"}), s("b")}, []string{"running, ready or done"}},
		{"once, three times", []manifest.Service{once(manifest.Service{Name: "a", Image: "busybox", Replicas: 3})}, []string{"runs once; write 1 replica"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, m := &read.Reader{}, manifest.Manifest{Services: c.services}
			Manifest(r, &m)
			if len(r.Flaws) != len(c.want) {
				t.Fatalf("got %+v, want %q", r.Flaws, c.want)
			}
			for i, want := range c.want {
				if !strings.Contains(r.Flaws[i].Text, want) {
					t.Errorf("got %q, want %q", r.Flaws[i].Text, want)
				}
			}
		})
	}
}

// TestProcesses: what runs before a service and beside it has what a process has, and no more.
func TestProcesses(t *testing.T) {
	step := func(name string) manifest.Service { return manifest.Service{Name: name, Image: "busybox"} }
	with := func(change func(s *manifest.Service)) manifest.Manifest {
		s := manifest.Service{Name: "web", Image: "busybox", Grace: 30, Init: []manifest.Service{step("migrate")}, Beside: []manifest.Service{step("proxy")}, Hosts: []manifest.Host{{Name: "mail.example.org", Address: "192.0.2.1"}}}
		change(&s)
		return manifest.Manifest{Services: []manifest.Service{s}, Volumes: []manifest.Volume{{Name: "data"}}}
	}
	empty := ""
	for _, c := range []struct {
		name   string
		change func(s *manifest.Service)
		want   string // part of the one flaw, empty: none
	}{
		{"as it should be", func(*manifest.Service) {}, ""},
		{"a volume of a step's alone", func(s *manifest.Service) {
			s.Init[0].Mounts = []manifest.Mount{{Volume: "data", Path: "/data", Fill: true}}
		}, ""},
		{"the same path in two processes", func(s *manifest.Service) {
			s.Init[0].Temps, s.Beside[0].Temps = []manifest.Temp{{Name: "x", Path: "/x", SizeMiB: 1}}, []manifest.Temp{{Name: "x", Path: "/x", SizeMiB: 1}}
		}, ""},
		{"a volume of a step's, and replicas", func(s *manifest.Service) {
			s.Replicas, s.Init[0].Mounts = 2, []manifest.Mount{{Volume: "data", Path: "/data"}}
		}, "a service with a volume runs once"},
		{"a step with a port", func(s *manifest.Service) { s.Init[0].Port = 80 }, "a process before a service has no ports"},
		{"a step with steps", func(s *manifest.Service) { s.Beside[0].Init = []manifest.Service{step("x")} }, "a process beside a service has no ports"},
		{"a step without an image", func(s *manifest.Service) { s.Beside[0].Image = "" }, "an image reference"},
		{"two of a name", func(s *manifest.Service) { s.Init = append(s.Init, step("migrate")) }, "is called migrate, too"},
		{"a step with a bad name", func(s *manifest.Service) { s.Init[0].Name = "Migrate" }, "the name of a process"},
		{"too many", func(s *manifest.Service) {
			s.Init = []manifest.Service{step("a"), step("b"), step("c"), step("d"), step("e")}
		}, "at most 4 processes before a service"},
		{"a host that is none", func(s *manifest.Service) { s.Hosts[0].Name = "a b" }, "is not the name of a host"},
		{"an address that is none", func(s *manifest.Service) { s.Hosts[0].Address = "host-gateway" }, "is not an IP address"},
		{"a check by gRPC", func(s *manifest.Service) { s.Ready = &manifest.Probe{Port: 80, GRPC: &empty} }, ""},
		{"a check with a header", func(s *manifest.Service) {
			s.Ready = &manifest.Probe{Port: 80, Path: "/", Headers: []manifest.Header{{Name: "X-Token", Value: "1"}}}
		}, ""},
		{"a header of two lines", func(s *manifest.Service) {
			s.Ready = &manifest.Probe{Port: 80, Path: "/", Headers: []manifest.Header{{Name: "X", Value: "1\r\nY: 2"}}}
		}, "a name and a value of one line"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, m := &read.Reader{}, with(c.change)
			Manifest(r, &m)
			switch {
			case c.want == "" && len(r.Flaws) > 0:
				t.Errorf("got %+v", r.Flaws)
			case c.want != "" && (len(r.Flaws) != 1 || !strings.Contains(r.Flaws[0].Text, c.want)):
				t.Errorf("got %+v, want %q", r.Flaws, c.want)
			}
		})
	}
	r, m := &read.Reader{}, with(func(s *manifest.Service) {
		s.Grace = 600
		s.Mounts = []manifest.Mount{{Volume: "data", Path: "/a", Fill: true, ReadOnly: true}}
	})
	Manifest(r, &m)
	if s := m.Services[0]; s.Grace != manifest.MaxGrace || s.Mounts[0].Fill || len(r.Notes) != 1 {
		t.Errorf("got %d s, %+v, notes %+v", s.Grace, s.Mounts, r.Notes)
	}
}
