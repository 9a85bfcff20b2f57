package check

import (
	"slices"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// steps checks what runs before a service and beside it.
func steps(r *read.Reader, s *manifest.Service) {
	names := map[string]bool{}
	check := func(list []manifest.Service, kind string) {
		if len(list) > manifest.MaxSteps {
			r.Flaw(s.Where, "at most %d processes %s a service", manifest.MaxSteps, kind)
		}
		for i := range list {
			x := &list[i]
			switch {
			case !manifest.ValidLabel(x.Name) || len(x.Name) > 40:
				r.Flaw(x.Where, "the name of a process is 1 to 40 of a-z, 0-9 and -, beginning with a letter and not ending with -")
			case names[kind+x.Name]:
				r.Flaw(x.Where, "another process %s %s is called %s, too", kind, s.Name, x.Name)
			case s.Name == "init-"+x.Name || s.Name == "beside-"+x.Name:
				r.Flaw(x.Where, "a service %s cannot have a process called %s; give one of them another name", s.Name, x.Name)
			}
			names[kind+x.Name] = true
			if x.Port > 0 || len(x.Ports) > 0 || x.Count() > 1 || x.Once || len(x.After)+len(x.Init)+len(x.Beside)+len(x.Aliases)+len(x.Hosts) > 0 || x.Wants.GPU > 0 {
				r.Flaw(x.Where, "a process %s a service has no ports, names, replicas, GPUs and order of its own; they are the service's", kind)
			}
			if s.Pull != nil && x.Pull != nil && s.Pull.Host == x.Pull.Host && *s.Pull != *x.Pull {
				r.Flaw(x.Where, "the processes of a service have the same access to %s", manifest.Brief(x.Pull.Host))
			}
			process(r, x)
		}
	}
	check(s.Init, "before")
	check(s.Beside, "beside")
}

// orderOf checks in which order services start.
func orderOf(r *read.Reader, m *manifest.Manifest) {
	at := map[string]*manifest.Service{}
	for i := range m.Services {
		at[m.Services[i].Name] = &m.Services[i]
	}
	for i := range m.Services {
		s := &m.Services[i]
		kept := s.After[:0]
		for _, a := range s.After {
			other := at[a.Service]
			switch {
			case slices.Contains(kept, a):
				continue
			case other == nil:
				r.Flaw(s.Where, "it waits for %q, and no service is called so", manifest.Brief(a.Service))
				continue
			case other == s:
				r.Flaw(s.Where, "it waits for itself")
				continue
			case a.Until != manifest.Running && a.Until != manifest.Ready && a.Until != manifest.Done:
				r.Flaw(s.Where, "what can be waited for is running, ready or done")
				continue
			case a.Until == manifest.Done && !other.Once:
				r.Flaw(s.Where, "it waits for the end of %s, which runs for ever; wait until that is ready instead, or let it run once", a.Service)
				continue
			}
			kept = append(kept, a)
		}
		if s.After = kept; len(kept) == 0 {
			s.After = nil
		}
	}
	// A service of a circle is found from each of its members; it is told once, at the first.
	var way []string
	seen := map[string]bool{}
	var walk func(s *manifest.Service)
	walk = func(s *manifest.Service) {
		if i := slices.Index(way, s.Name); i >= 0 {
			r.Flaw(at[way[i]].Where, "%s waits for %s, and that in turn for it: none of them would ever start", s.Name, way[len(way)-1])
			return
		}
		if seen[s.Name] {
			return
		}
		seen[s.Name], way = true, append(way, s.Name)
		for _, a := range s.After {
			walk(at[a.Service])
		}
		way = way[:len(way)-1]
	}
	for i := range m.Services {
		walk(&m.Services[i])
	}
}
