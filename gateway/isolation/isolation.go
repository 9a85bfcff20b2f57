// Package isolation chooses how each service's process is kept apart from the machine that it runs on: by what its file asks for,
// whom its image starts as, and what the node offers. The same choice is told before anything is paid and made when it is applied.
package isolation

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/problem"
)

// Images says what is known of images. It is safe for concurrent use, and asks nobody.
type Images interface {
	// User is whom the image of a service starts as, by its configuration; empty: root. Not known where its registry has
	// not told.
	User(s manifest.Service) (user string, known bool)
}

// Chooser chooses for the services of manifests. It is safe for concurrent use.
type Chooser struct {
	Runtime cluster.Isolator
	Images  Images // nil: nothing is known of any
}

// Settle gives a manifest in which each service has its isolation, and where the image names a user by number, that user. It
// gives a problem for a service that the node cannot keep apart as it has to be. What is settled already stays as it is.
func (c Chooser) Settle(m manifest.Manifest) (manifest.Manifest, error) {
	m.Services = slices.Clone(m.Services)
	offers := c.Runtime.Offers()
	for i, s := range m.Services {
		kind, err := Choose(s, c.who, offers)
		if err != nil {
			return m, err
		}
		s = c.settled(s, kind)
		s.Init, s.Beside = slices.Clone(s.Init), slices.Clone(s.Beside)
		for j, x := range s.Init {
			s.Init[j] = c.settled(x, kind)
		}
		for j, x := range s.Beside {
			s.Beside[j] = c.settled(x, kind)
		}
		m.Services[i] = s
	}
	return m, nil
}

// settled is a service with its isolation and, as far as that is known and nobody has said otherwise, its user.
func (c Chooser) settled(s manifest.Service, kind manifest.Isolation) manifest.Service {
	s.Isolation = kind
	u := c.who(s)
	if u == nil || u.Root() || s.User > 0 || s.Root || s.Group > 0 {
		return s
	}
	switch {
	case u.UID > 0:
		s.User, s.Group = u.UID, u.GID
	case kind != manifest.Plain:
		s.Group = Group // disks are that group's, which each of its processes is in
	}
	return s
}

// Recall gives a manifest that was accepted the isolation and the users that were chosen then: those of its outline, which is a
// manifest too; nil: none were chosen.
func Recall(m manifest.Manifest, outline json.RawMessage) (manifest.Manifest, error) {
	if outline == nil {
		return m, nil
	}
	var chosen manifest.Manifest
	if err := json.Unmarshal(outline, &chosen); err != nil {
		return m, fmt.Errorf("isolation: %w", err)
	}
	m.Services = recalled(m.Services, chosen.Services)
	return m, nil
}

func recalled(all, chosen []manifest.Service) []manifest.Service {
	all = slices.Clone(all)
	for i := range all {
		if i < len(chosen) && all[i].Name == chosen[i].Name && chosen[i].Isolation != "" {
			all[i].Isolation, all[i].User, all[i].Group = chosen[i].Isolation, chosen[i].User, chosen[i].Group
			all[i].Init, all[i].Beside = recalled(all[i].Init, chosen[i].Init), recalled(all[i].Beside, chosen[i].Beside)
		}
	}
	return all
}

// Outline is what Recall needs of services that were settled.
func Outline(s manifest.Service) manifest.Service {
	o := manifest.Service{Name: s.Name, Isolation: s.Isolation, User: s.User, Group: s.Group}
	for _, x := range s.Init {
		o.Init = append(o.Init, Outline(x))
	}
	for _, x := range s.Beside {
		o.Beside = append(o.Beside, Outline(x))
	}
	return o
}

// Group is whose disks are, beside their owner's, of a process whose user is known by name alone.
const Group = 10001

func (c Chooser) who(s manifest.Service) *User {
	if c.Images == nil {
		return nil
	}
	text, known := c.Images.User(s)
	if !known {
		return nil
	}
	u := ParseUser(text)
	return &u
}

// Notes are of services that would start as root, by their images, and do not on this node.
func (c Chooser) Notes(m manifest.Manifest) (notes []manifest.Note) {
	offers := c.Runtime.Offers()
	for _, s := range m.Services {
		u := c.who(s)
		if u == nil || u.UID > 0 || s.User > 0 {
			continue
		}
		if kind, err := Choose(s, c.who, offers); err == nil && kind == manifest.Plain {
			notes = append(notes, manifest.NewNote(s.Name, 0, "its image starts as %s; here it starts as user 10001, which may not work: "+
				"take a node that runs root in a user namespace, or an image that needs no root", u.String()))
		}
	}
	return notes
}

// User is whom an image starts as.
type User struct {
	UID, GID int64  // GID is 0 where none is named
	Name     string // of one that is known by name alone; UID is -1 then
}

// ParseUser reads the user of an image's configuration: user or user:group, each a number or a name.
func ParseUser(text string) User {
	name, group, _ := strings.Cut(text, ":")
	gid, err := strconv.ParseInt(group, 10, 32)
	if err != nil || gid < 0 {
		gid = 0
	}
	if name == "" || name == "root" {
		return User{}
	}
	uid, err := strconv.ParseInt(name, 10, 32)
	if err != nil || uid < 0 {
		return User{UID: -1, GID: gid, Name: name}
	}
	return User{UID: uid, GID: gid}
}

// Root reports whether it is root.
func (u User) Root() bool { return u.UID == 0 }

// String is the user as people write it.
func (u User) String() string {
	switch {
	case u.UID == 0:
		return "root"
	case u.UID < 0:
		return strconv.Quote(u.Name)
	}
	return strconv.FormatInt(u.UID, 10)
}

// Choose is how a service is kept apart: as its file says; else as plainly as whom it runs as allows. Who tells whom an image
// starts as, nil if that is not known. A problem names the service, and what to do.
func Choose(s manifest.Service, who func(manifest.Service) *User, o cluster.Offers) (manifest.Isolation, error) {
	switch s.Isolation {
	case manifest.Plain:
		if root(s) {
			return "", refused(s, "it is to be kept plain, and names root as its user").
				Remedy("name another user, or leave the isolation out: root runs in a user namespace or a sandbox only")
		}
		return manifest.Plain, nil
	case manifest.Rooted:
		if !o.Userns {
			return "", refused(s, "it is to run rooted").Remedy("take a node whose card says that it runs root in user namespaces, or leave the isolation out")
		}
		return manifest.Rooted, nil
	case manifest.Sandboxed:
		if o.Sandbox == "" {
			return "", refused(s, "it is to run sandboxed").Remedy("take a node whose card says that it has a sandbox, or leave the isolation out")
		}
		return manifest.Sandboxed, nil
	}
	if numbered(s, who) {
		return manifest.Plain, nil
	}
	switch {
	case o.Userns:
		return manifest.Rooted, nil
	case o.Sandbox != "":
		return manifest.Sandboxed, nil
	case root(s):
		return "", refused(s, "it names root as its user").
			Remedy("take a node whose card says that it runs root, or name another user, such as 10001, if its image works so")
	}
	return manifest.Plain, nil
}

// root reports whether a pod of a service has a process whose file names root.
func root(s manifest.Service) bool {
	return s.Root || slices.ContainsFunc(s.Init, root) || slices.ContainsFunc(s.Beside, root)
}

// numbered reports whether all of a pod's processes are known to be of users with a number that is not root's.
func numbered(s manifest.Service, who func(manifest.Service) *User) bool {
	own := s.User > 0
	if u := who(s); !own && !s.Root && u != nil {
		own = u.UID > 0
	}
	other := func(x manifest.Service) bool { return !numbered(x, who) }
	return own && !slices.ContainsFunc(s.Init, other) && !slices.ContainsFunc(s.Beside, other)
}

func refused(s manifest.Service, why string) *problem.Problem {
	return problem.New(422, problem.NoIsolation, "this node cannot run the service %s: %s", s.Name, why).With("service", s.Name)
}
