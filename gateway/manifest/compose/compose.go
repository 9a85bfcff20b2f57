// Package compose reads Compose files (https://github.com/compose-spec/compose-spec), and of the dialects of Coolify, runtipi and
// umbrel what is cheap.
package compose

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
	"berth/gateway/manifest/vars"
)

// file is a Compose file being read, with those that it includes.
type file struct {
	r        *read.Reader
	services []named
	parts    map[string]map[string]read.At // volumes, configs and secrets by their names
	volumes  []string                      // names in the file's order
	foreign  map[string]read.At            // disks of other machines, by the names that they have here: where the file says so
	profiles []string                      // that are wanted
	included map[string]bool               // files
	opened   int                           // how often a file was looked into
	looked   int                           // bytes of files that were looked into
	copied   int                           // nodes of services that are extended
	pairs    map[string][]vars.Pair        // of files of variables

	read    []*service
	names   map[string]string // of services here, by their names in the file
	disks   map[string]string // the same of volumes
	folders []folder          // that are to be volumes
	served  map[string]int    // HTTP ports of services, as Dokploy's template says
	dokploy *dokploy          // nil: there is none
	proxy   struct {          // umbrel's
		host string
		port int
	}
	m manifest.Manifest
}

type named struct {
	name string
	read.At
}

// Bounds of a Compose file.
const (
	maxIncludes = 8
	maxExtends  = 8 // of one another
)

// Read reads a Compose file: https://github.com/compose-spec/compose-spec
func Read(r *read.Reader, text string) manifest.Manifest {
	docs := r.Documents(text)
	switch {
	case len(docs) > 1:
		r.Flaw(manifest.Place{Line: docs[1].Line}, "one YAML document with services; put those of the others into the first one")
		return manifest.Manifest{}
	case len(docs) == 0:
		if len(r.Flaws) == 0 {
			r.Flaw(manifest.Place{}, "one YAML document with services")
		}
		return manifest.Manifest{}
	case docs[0].Kind != read.Dict:
		r.Flaw(manifest.Place{Line: docs[0].Line}, "services has to be there, a map of names to services")
		return manifest.Manifest{}
	}
	f := &file{r: r, parts: map[string]map[string]read.At{"volumes": {}, "configs": {}, "secrets": {}}, names: map[string]string{}, disks: map[string]string{}, pairs: map[string][]vars.Pair{}, included: map[string]bool{}, served: map[string]int{}, foreign: map[string]read.At{}}
	v := r.WithVariables(true)
	v.Usual["COMPOSE_PROJECT_NAME"] = "app"
	root := r.At(docs[0], "")
	f.dialect(root, v)
	f.template(v)
	f.profiles = strings.FieldsFunc(v.Given["COMPOSE_PROFILES"], func(c rune) bool { return c == ',' || c == ' ' })
	f.load(root)
	if len(f.services) == 0 && root.N.Kind == read.Dict && root.N.Get("services") == nil && first(root.N) {
		r.Flaws = nil
		root.Flaw("this is a file of Compose's version 1; write services: above it, and indent the rest")
		return manifest.Manifest{}
	}
	if n := root.N.Get("services"); len(f.services) == 0 && (n == nil || n.Kind != read.Dict || len(n.Items) == 0) {
		if n == nil || n.Kind == read.Scalar && n.Null() || n.Kind == read.Dict {
			root.Flaw("services has to be there, a map of names to services")
		}
		return manifest.Manifest{}
	}
	f.choose(root)
	f.declared()
	for _, c := range f.read {
		c.convert()
	}
	f.settle()
	return f.m
}

// first reports whether a file is one of Compose's first version, which had its services at the top.
func first(n *read.Node) bool {
	for _, x := range n.Items {
		if x.Get("image") == nil && x.Get("build") == nil {
			return false
		}
	}
	return len(n.Items) > 0
}

// load takes the parts of a file, and of those that it includes.
func (f *file) load(root read.At) {
	root.Read(read.Fields{
		"version": read.Ignore("the Compose specification has no versions any more"),
		"name": func(a read.At) {
			a.Note("the order is the name")
			if a.N.Kind == read.Scalar {
				a.R.Variables.Usual["COMPOSE_PROJECT_NAME"] = read.Label(a.Lookup(a.N.Text, func(string) string { return "app" }))
			}
		},
		"services": func(a read.At) {
			a.Each(func(name string, a read.At) {
				if slices.ContainsFunc(f.services, func(s named) bool { return s.name == name }) {
					a.Flaw("a service of this name is there already")
					return
				}
				if len(f.services) < read.MaxDeclared {
					f.services = append(f.services, named{name, a})
				} else {
					a.Flaw("at most %d services in a file", read.MaxDeclared)
				}
			})
		},
		"volumes": func(a read.At) { f.declare("volumes", a) }, "configs": func(a read.At) { f.declare("configs", a) }, "secrets": func(a read.At) { f.declare("secrets", a) },
		"networks": read.Ignore("all services of an order reach one another, and nobody else's"),
		"include":  f.include,
		"models":   read.Refuse("a model has to be a service of its own here"),
		"x-":       read.Quiet,
	})
}

func (f *file) declare(part string, a read.At) {
	a.Each(func(name string, a read.At) {
		_, again := f.parts[part][name]
		switch {
		case again:
			a.Flaw("there is one of this name already")
		case len(f.parts[part]) == read.MaxDeclared:
			a.Flaw("at most %d %s", read.MaxDeclared, part)
		default:
			f.parts[part][name] = a
			if part == "volumes" {
				f.volumes = append(f.volumes, name)
			}
		}
	})
}

// include takes in what other files have that came along.
func (f *file) include(a read.At) {
	file := func(a read.At) {
		name := a.Text()
		key, _ := read.Beside(path.Dir(a.N.File), name)
		if f.included[key] {
			return
		}
		if f.included[key] = true; len(f.included) > maxIncludes {
			a.Flaw("at most %d files are included", maxIncludes)
			return
		}
		if root, ok := f.open(a, name); ok {
			f.load(root)
		}
	}
	a.All(maxIncludes, func(_ int, a read.At) {
		if a.N.Kind == read.Scalar {
			file(a)
			return
		}
		a.Read(read.Fields{
			"path": func(a read.At) {
				if a.N.Kind == read.List {
					a.All(maxIncludes, func(_ int, a read.At) { file(a) })
					return
				}
				file(a)
			},
			"env_file":          read.Ignore("variables have one set of values, that of the whole"),
			"project_directory": read.Ignore("paths are from the file in which they stand"),
		})
	})
}

// open gives another Compose file, if it came along.
func (f *file) open(a read.At, name string) (root read.At, ok bool) {
	key, within := read.Beside(path.Dir(a.N.File), name)
	text, there := a.R.Bundle.Files[key]
	if !within || !there {
		a.Flaw("%s did not come along; upload the folder, or write what is in it here", manifest.Brief(name))
		return root, false
	}
	if f.looked += len(text); f.looked > manifest.MaxBytes {
		a.Flaw("at most %d bytes of files beside it are looked into", manifest.MaxBytes)
		return root, false
	}
	inner := read.Reader{}
	docs := inner.Documents(string(text))
	for _, x := range inner.Flaws {
		a.Flaw("%s, line %d: %s", manifest.Brief(key), x.Line, x.Text)
	}
	if len(docs) != 1 {
		return root, false
	}
	docs[0].In(key)
	return a.R.At(docs[0], ""), true
}

// choose finds out which services run, and what they are called here.
func (f *file) choose(root read.At) {
	taken := map[string]bool{}
	for _, s := range f.services {
		taken[s.name] = manifest.ValidService(s.name)
	}
	for _, s := range f.services {
		if s.N.Kind != read.Dict {
			s.Flaw("this has to be a map of names to values")
			continue
		}
		s.N = f.extended(s, nil, 0)
		if f.apart(s) || f.proxied(s) || f.none(s) {
			continue
		}
		if len(f.read) == manifest.MaxServices {
			s.Flaw("at most %d services", manifest.MaxServices)
			break
		}
		c := &service{file: f, at: s.At, name: s.name, s: manifest.Service{Name: s.name, Where: s.Where()}}
		s.Called(&c.s, s.name, taken)
		f.names[s.name] = c.s.Name
		f.read = append(f.read, c)
	}
	if len(f.read) == 0 && len(f.r.Flaws) == 0 {
		root.To("services").Flaw("no service of it is to run; give COMPOSE_PROFILES the name of a profile")
	}
}

// apart reports whether a service is left out for its profiles.
func (f *file) apart(s named) bool {
	a := s.To("profiles")
	if a.N == s.N || a.N.Null() {
		return false
	}
	all := a.Texts(16)
	if len(all) == 0 || slices.Contains(f.profiles, "*") || slices.ContainsFunc(all, func(p string) bool { return slices.Contains(f.profiles, p) }) {
		return false
	}
	a.Note("service %s is left out; it runs when the value COMPOSE_PROFILES is %s", manifest.Brief(s.name), manifest.Brief(all[0]))
	return true
}

// none reports whether a service is to run no times.
func (f *file) none(s named) bool {
	for _, a := range []read.At{s.To("deploy").To("replicas"), s.To("scale")} {
		if a.N.Kind == read.Scalar && a.N.Tag != "!!null" {
			if a.Fill(); a.N.Text == "0" {
				a.Note("service %s is left out: it is to run no times", manifest.Brief(s.name))
				return true
			}
		}
	}
	return false
}

// extended is a service with what it extends below it. others are the services of its file, nil: those that run.
func (f *file) extended(s named, others *read.Node, depth int) *read.Node {
	e := s.To("extends")
	if e.N == s.N || e.N.Null() {
		return s.N
	}
	if depth == maxExtends {
		e.Flaw("at most %d services extend one another, and none in a circle", maxExtends)
		return s.N.Copied()
	}
	file, name := "", ""
	if e.N.Kind == read.Scalar {
		name = e.Text()
	} else {
		e.Read(read.Fields{"file": func(a read.At) { file = a.Text() }, "service": func(a read.At) { name = a.Text() }})
	}
	var base read.At
	switch {
	case file != "":
		if f.opened++; f.opened > 4*maxIncludes {
			e.Flaw("at most %d files are looked into", 4*maxIncludes)
			return s.N.Copied()
		}
		root, ok := f.open(e, file)
		if !ok {
			return s.N.Copied()
		}
		others = root.N.Get("services")
		fallthrough
	case others != nil:
		if others.Get(name) == nil {
			e.Flaw("there is no service %s in %s", manifest.Brief(name), cmp.Or(manifest.Brief(file), "this file"))
			return s.N.Copied()
		}
		base = e.R.At(others, "services").To(name)
	default:
		i := slices.IndexFunc(f.services, func(x named) bool { return x.name == name && x.N.File == s.N.File })
		if i < 0 {
			e.Flaw("there is no service %s in this file", manifest.Brief(name))
			return s.N.Copied()
		}
		base = f.services[i].At
	}
	if base.N.Kind != read.Dict {
		return s.N.Copied()
	}
	below := f.extended(named{name, base}, others, depth+1)
	if f.copied += below.Size() + s.N.Size(); f.copied > 2*read.MaxNodes {
		e.Flaw("the services that extend one another come to more than %d values", 2*read.MaxNodes)
		return s.N.Copied()
	}
	below = below.Copied()
	below.Drop("extends")
	top := s.N.Copied()
	top.Drop("extends")
	return over(below, top, "")
}

// declared makes volumes of those that the file has.
func (f *file) declared() {
	taken := map[string]bool{}
	for _, name := range f.volumes {
		a := f.parts["volumes"][name]
		v := manifest.Volume{Name: read.Unused(read.Label(name), 40, taken), Where: a.Where()}
		taken[v.Name] = true
		f.disks[name] = v.Name
		if a.N.Null() {
			f.m.Volumes = append(f.m.Volumes, v)
			continue
		}
		size := func(a read.At) { v.SizeMiB = roundMiB(bytes(a)) }
		a.Read(read.Fields{
			"name": read.Ignore("a disk is known by its key"), "labels": read.Ignore("nobody reads labels here"),
			"driver": func(a read.At) {
				if a.Text() != "local" {
					a.Note("a node has one kind of disk")
				}
			},
			"external": func(a read.At) {
				if a.N.Kind == read.Dict || a.Flag() {
					a.Note("there are no disks but the order's own: it begins empty")
				}
			},
			"driver_opts": func(a read.At) {
				const own = "disks are the node's own"
				a.Read(read.Fields{
					"size": size, "device": read.Ignore(own), "o": read.Ignore(own),
					"type": func(a read.At) {
						if t := a.Text(); strings.HasPrefix(t, "nfs") || t == "cifs" || t == "smb3" {
							f.foreign[v.Name] = a
						}
					},
				})
			},
			"x-berth-size": size,
			"x-":           read.Quiet,
		})
		f.m.Volumes = append(f.m.Volumes, v)
	}
}
