package image

import (
	"context"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"berth/gateway/manifest"
	"berth/gateway/reach"
	"berth/shared/clip"
	"berth/shared/phrase"
	"berth/shared/server/steady"
)

// Bounds of looking at one manifest's images.
const (
	lookTime  = 10 * time.Second // for all of them
	atOnce    = 2
	maxShown  = 5   // volumes of an image that are named
	textLimit = 120 // of what is an image's own in a sentence
)

// Found is what was found out about a manifest's images.
type Found struct {
	Services []*Facts        // one for each service, nil where nothing is known
	Flaws    []manifest.Flaw // it cannot run like this
	Notes    []manifest.Note // what its user may want to know
}

// wanted is an image and who may pull it.
type wanted struct {
	image, host, user string
	password          manifest.Secret
}

func wantedBy(s manifest.Service) wanted {
	w := wanted{image: s.Image}
	if s.Pull != nil {
		w.host, w.user, w.password = s.Pull.Host, s.Pull.User, s.Pull.Password
	}
	return w
}

// Look asks for all images of a manifest, each once, on behalf of who. What cannot be known is noted and stops nobody: the
// machines that pull may see more than the gateway does.
func Look(ctx context.Context, a Asker, who Who, m manifest.Manifest) Found {
	found := Found{Services: make([]*Facts, len(m.Services))}
	type answer struct {
		facts Facts
		err   error
	}
	answers := map[wanted]*answer{}
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	var g errgroup.Group
	g.SetLimit(atOnce)
	for _, s := range m.Services {
		for _, p := range processes(s) {
			w := wantedBy(p)
			if answers[w] != nil {
				continue
			}
			x := &answer{}
			answers[w] = x
			g.Go(func() error {
				defer steady.Error(&x.err)
				x.facts, x.err = a.Ask(ctx, who, p.Image, p.Pull)
				return nil
			})
		}
	}
	_ = g.Wait() // what each one met is in its answer
	for i, s := range m.Services {
		for k, p := range processes(s) {
			x := answers[wantedBy(p)]
			path, line := p.Place()
			if x.err != nil {
				found.fault(path, line, p, whyOf(x.err))
				continue
			}
			found.volumes(path, line, p, x.facts)
			if k == 0 {
				found.Services[i] = &x.facts
				found.port(path, line, p, x.facts)
			}
		}
	}
	return found
}

// processes are a service and what runs before and beside it.
func processes(s manifest.Service) []manifest.Service {
	return slices.Concat([]manifest.Service{s}, s.Init, s.Beside)
}

// fault says why an image's facts are not known.
func (f *Found) fault(path string, line int, s manifest.Service, x *Fault) {
	registry, _ := reach.Host(s.Image)
	note := func(text phrase.Form, args ...any) {
		f.Notes = append(f.Notes, manifest.NewNote(path, line, text, args...))
	}
	name := clip.Dots(s.Image, textLimit)
	switch x.Why {
	case Limited:
		note("%s asks to wait before it says more of its images, so %s was not looked at", registry, name)
	case Unreachable:
		note("%s could not be asked about %s, so whether it can be had is known only once it is pulled", registry, name)
	case Unasked:
		note("%s was not looked at, so whether it can be had is known only once it is pulled", name)
	}
	if x.Why.Certain() {
		if x.Why == BadAccess && s.Pull != nil && s.Pull.Where.Path != "" {
			path, line = s.Pull.Where.Path, s.Pull.Where.Line
		}
		remedy, figures := x.remedy(registry, name, s)
		f.Flaws = append(f.Flaws, manifest.NewFlaw(path, line, remedy, figures...))
	}
}

// remedy says what is wrong with an image that cannot be had, and what to write.
func (f *Fault) remedy(registry, name string, s manifest.Service) (remedy phrase.Form, figures []any) {
	switch f.Why {
	case Missing:
		return "%s has no image %s; check its name and tag", []any{registry, name}
	case BadAccess:
		return "%s refuses the user and password that %s has for it; check them, or use a token that may read images", []any{registry, manifest.Brief(s.Name)}
	case Denied, Withheld:
		if s.Pull != nil {
			return "%s does not give %s to this user: it has none of that name and tag, or the user may not read it", []any{registry, name}
		}
		return "%s does not give %s to everybody: it has none of that name and tag, or it is private and needs a user and password in the file", []any{registry, name}
	case NoPlatform:
		return "%s is not there for this node's machines, only for %s; use another tag, or another node", []any{name, clip.Dots(strings.Join(f.Has, ", "), textLimit)}
	case Outdated:
		return "%s is in a format of before 2017 that is not run any more; push it again with a newer version of its tool", []any{name}
	}
	return "%s is not an image that can be run; check its name and tag", []any{name}
}

// volumes notes what an image keeps where nothing is kept.
func (f *Found) volumes(path string, line int, s manifest.Service, x Facts) {
	var lost []string
	for _, v := range x.Volumes {
		covered := func(p string) bool { return within(v, p) || within(p, v) }
		if !slices.ContainsFunc(s.Mounts, func(m manifest.Mount) bool { return covered(m.Path) }) &&
			!slices.ContainsFunc(s.Temps, func(t manifest.Temp) bool { return covered(t.Path) }) {
			lost = append(lost, clip.Dots(v, textLimit))
		}
	}
	if len(lost) == 0 || s.Once {
		return
	}
	n := manifest.NewNote(path, line, "what its image writes to %s is lost when it is started anew; to keep it, mount a volume there", strings.Join(lost, ", "))
	if more := len(lost) - maxShown; more > 0 {
		n = manifest.NewNote(path, line, "what its image writes to %s and at %d more places is lost when it is started anew; to keep it, mount a volume there",
			strings.Join(lost[:maxShown], ", "), more)
	}
	f.Notes = append(f.Notes, n)
}

// within reports whether a path is another one or below it.
func within(path, root string) bool {
	root = strings.TrimSuffix(root, "/")
	return path == root || strings.HasPrefix(path, root+"/")
}

// port notes where an image listens whose service has no port.
func (f *Found) port(path string, line int, s manifest.Service, x Facts) {
	if s.Port > 0 || len(s.Ports) > 0 || s.Once || len(x.Ports) != 1 || x.Ports[0].UDP {
		return
	}
	f.Notes = append(f.Notes, manifest.NewNote(path, line,
		"its image listens at port %d, and the file names no port of it; to open it in a browser, or reach it from other services, name that port", x.Ports[0].Number))
}
