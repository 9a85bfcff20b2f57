package kubernetes

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// bag is a ConfigMap or a Secret.
type bag struct {
	data map[string]string
	pull *manifest.Registry // of a Secret of registry credentials
}

func (c *cluster) config(name string, a read.At) {
	b := &bag{data: map[string]string{}}
	c.configs[name] = b
	object(a, read.Fields{
		"data":       func(a read.At) { entries(a, func(k string, a read.At) { b.data[k] = a.Text() }) },
		"binaryData": func(a read.At) { entries(a, func(k string, a read.At) { b.data[k] = decode(a) }) },
		"immutable":  read.Quiet,
	})
}

// maxEntries is how many entries a ConfigMap or Secret may have: pods can take all of them, over and over.
const maxEntries = manifest.MaxEnv

// entries gives those of a ConfigMap or Secret.
func entries(a read.At, f func(key string, c read.At)) {
	if len(a.N.Items) > maxEntries {
		a.Flaw("at most %d entries", maxEntries)
		return
	}
	a.Each(f)
}

// decode reads base64 of text.
func decode(a read.At) string {
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(a.Text()), ""))
	if err != nil {
		a.Flaw("this has to be base64; for plain text in a Secret write stringData")
	}
	if !utf8.Valid(raw) || slices.Contains(raw, 0) {
		a.Flaw("only text can be had, in UTF-8 without zero bytes")
	}
	return string(raw)
}

func (c *cluster) secret(name string, a read.At) {
	b := &bag{data: map[string]string{}}
	c.secrets[name] = b
	kind := "Opaque"
	object(a, read.Fields{
		"type":       func(a read.At) { kind = a.Text() },
		"data":       func(a read.At) { entries(a, func(k string, a read.At) { b.data[k] = decode(a) }) },
		"stringData": func(a read.At) { entries(a, func(k string, a read.At) { b.data[k] = a.Text() }) },
		"immutable":  read.Quiet,
	})
	switch kind {
	case "kubernetes.io/dockerconfigjson":
		b.pull = dockerConfig(a, b.data[".dockerconfigjson"])
	case "kubernetes.io/service-account-token", "bootstrap.kubernetes.io/token":
		a.To("type").Flaw("services have no access to the cluster; leave it out")
	}
}

// dockerConfig reads a registry's access as docker login writes it.
func dockerConfig(a read.At, text string) *manifest.Registry {
	var d struct {
		Auths map[string]struct {
			Username, Password, Auth string
		}
	}
	if err := json.Unmarshal([]byte(text), &d); err != nil || len(d.Auths) != 1 {
		a.Flaw(".dockerconfigjson has to be JSON with auths of one registry")
		return nil
	}
	var r manifest.Registry
	for host, e := range d.Auths {
		r = manifest.Registry{Host: host, User: e.Username, Password: manifest.Secret(e.Password)}
		if raw, err := base64.StdEncoding.DecodeString(e.Auth); err == nil && r.User == "" {
			user, password, _ := strings.Cut(string(raw), ":")
			r.User, r.Password = user, manifest.Secret(password)
		}
	}
	for _, under := range []string{"data", "stringData"} {
		if in := a.To(under); in.Path != a.Path && !in.Lacks(".dockerconfigjson") {
			r.Where = in.To(".dockerconfigjson").Where()
		}
	}
	return a.Registry(r)
}

func (c *cluster) claim(name string, a read.At) {
	v := &manifest.Volume{Name: name, Where: a.Place}
	c.claims[name] = v
	object(a, read.Fields{"spec": func(a read.At) { claimSpec(a, v) }})
}

const ownDisks = "there are no disks but the order's own: it begins empty"

func claimSpec(a read.At, v *manifest.Volume) {
	a.Read(read.Fields{
		"accessModes": func(a read.At) {
			a.All(4, func(_ int, a read.At) {
				if mode := a.Text(); strings.HasSuffix(mode, "Many") {
					a.Note("a disk is the order's own, and on one node")
				} else if mode != "ReadWriteOnce" && mode != "ReadWriteOncePod" {
					a.Flaw("ReadWriteOnce")
				}
			})
		},
		"resources": func(a read.At) {
			a.Read(read.Fields{
				"requests": func(a read.At) { a.Read(read.Fields{"storage": func(a read.At) { v.SizeMiB = a.Mebibytes() }}) },
				"limits":   read.Ignore("requests is what counts"),
			})
		},
		"storageClassName":          read.Ignore("disks are the node's own"),
		"volumeMode":                read.Only("Filesystem", "Filesystem"),
		"volumeName":                read.Ignore(ownDisks),
		"selector":                  read.Ignore(ownDisks),
		"dataSource":                read.Refuse("a disk begins empty; leave it out"),
		"dataSourceRef":             read.Refuse("a disk begins empty; leave it out"),
		"volumeAttributesClassName": read.Ignore("disks are the node's own"),
	})
}
