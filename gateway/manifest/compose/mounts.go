package compose

import (
	"path"
	"slices"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// mount is one of a service's volumes, as it is written.
type mount struct {
	source, target, sub string
	readOnly, empty     bool
	content             *string // that the file has for it, as Coolify's do
	folder              bool    // it is said to be a folder
	found               bool    // where it is depends on variables
}

// volume reads one of volumes.
func (c *service) volume(a read.At) {
	if a.N.Kind == read.Dict {
		c.longVolume(a)
		return
	}
	parts := outside(a.N.Text)
	if len(parts) == 1 {
		parts = outside(a.Text())
	}
	if len(parts) > 2 && len(parts[0]) == 1 && strings.HasPrefix(parts[1], `\`) {
		// C:\data, on somebody's Windows machine.
		parts = append([]string{"/" + strings.ToLower(parts[0]) + strings.ReplaceAll(parts[1], `\`, "/")}, parts[2:]...)
	}
	var x mount
	var options string
	switch len(parts) {
	case 1:
		x.target = parts[0]
	case 2, 3:
		x.source, x.found = c.source(a, parts[0]), strings.Contains(parts[0], "$")
		x.target, _ = a.Expand(parts[1])
		if len(parts) == 3 {
			options, _ = a.Expand(parts[2])
		}
	default:
		a.Flaw("a volume is NAME:/path, or NAME:/path:ro")
		return
	}
	for o := range strings.SplitSeq(options, ",") {
		switch o {
		case "ro":
			x.readOnly = true
		case "nocopy":
			x.empty = true
		case "rw", "z", "Z", "", "cached", "delegated", "consistent", "U":
		case "shared", "slave", "private", "rshared", "rslave", "rprivate":
			a.Note("mounts are nobody else's here")
		default:
			a.Flaw("a volume is NAME:/path, or NAME:/path:ro")
			return
		}
	}
	c.mount(a, x)
}

// source reads where a volume comes from. A variable there names a place on somebody's machine, which makes no difference
// here, so it needs no value.
func (c *service) source(a read.At, text string) string {
	if !strings.Contains(text, "$") {
		return text
	}
	return a.Lookup(text, func(name string) string {
		switch name {
		case "PWD":
			return "."
		case "HOME":
			return "~"
		}
		return "./" + strings.ToLower(name)
	})
}

func (c *service) longVolume(a read.At) {
	x := mount{}
	kind, size := "volume", uint32(read.DefaultTempMiB)
	folder := func(a read.At) { x.folder = a.Flag() }
	a.Read(read.Fields{
		"type":      func(a read.At) { kind = a.Text() },
		"source":    func(a read.At) { x.source, x.found = c.source(a, a.N.Text), strings.Contains(a.N.Text, "$") },
		"target":    func(a read.At) { x.target = a.Text() },
		"read_only": func(a read.At) { x.readOnly = a.Flag() },
		"volume": func(a read.At) {
			a.Read(read.Fields{"nocopy": func(a read.At) { x.empty = a.Flag() }, "subpath": func(a read.At) { x.sub = a.Text() }, "labels": read.Ignore("nobody reads labels here")})
		},
		"tmpfs": func(a read.At) {
			a.Read(read.Fields{"size": func(a read.At) { size = roundMiB(bytes(a)) }, "mode": read.Ignore("it belongs to the service")})
		},
		"bind":         read.Ignore("the machine's files are not there"),
		"image":        read.Refuse("an image cannot be mounted; leave it out"),
		"consistency":  read.Ignore("it is always consistent"),
		"content":      func(a read.At) { text := a.Text(); x.content = &text },
		"is_directory": folder, "isDirectory": folder, "mode": read.Quiet,
		"x-": read.Quiet,
	})
	switch kind {
	case "tmpfs":
		c.s.Temps = append(c.s.Temps, manifest.Temp{Path: read.CleanPath(x.target), SizeMiB: size, Memory: true})
	case "bind", "volume":
		if kind == "bind" && x.source != "" && !strings.ContainsAny(x.source[:1], "./~") {
			x.source = "./" + x.source
		}
		c.mount(a, x)
	default:
		a.Flaw("volume, bind or tmpfs")
	}
}

// mount takes a volume in: a disk, a folder that becomes one, or files that came along.
func (c *service) mount(a read.At, x mount) {
	s := &c.s
	x.target = read.CleanPath(path.Clean("/" + strings.TrimSpace(x.target)))
	if verdict, why := read.HostPath(strings.TrimSpace(x.source)); verdict == read.PathNote && strings.HasPrefix(x.target, "/dev/") {
		a.Note(why) // /dev/urandom at /dev/random, as some write
		return
	}
	if !manifest.ValidPath(x.target) {
		switch {
		case x.target != "/" && !manifest.MountPath.MatchString(x.target):
			a.Flaw("%q: a path in a service has letters, digits and . _ @ + - in it, no blanks", manifest.Brief(x.target))
		case x.target == "/" || x.source == "":
			a.Flaw("an absolute path such as /data, outside /proc, /sys and /dev")
		default:
			a.Cannot("%s in a service is the machine's; leave it out", manifest.Brief(x.target))
		}
		return
	}
	m := manifest.Mount{Path: x.target, SubPath: strings.Trim(x.sub, "/"), ReadOnly: x.readOnly, Fill: !x.empty && !x.readOnly}
	switch {
	case x.content != nil:
		c.put(a, x.target, *x.content)
	case x.source == "":
		// Nobody else can name it: it is this service's at this path.
		m.Volume = c.newDisk(a, s.Name+"-"+read.Label(x.target))
		s.Mounts = append(s.Mounts, m)
	case strings.ContainsAny(x.source[:1], "./~") || strings.Contains(x.source, "/"):
		c.bind(a, x, m)
	default:
		disk, ok := c.disks[x.source]
		if !ok {
			a.Note("%s is not named under volumes; it is one all the same", manifest.Brief(x.source))
			disk = c.newDisk(a, x.source)
		}
		if m.Volume = disk; slices.Contains(s.Mounts, m) {
			a.Note("it is here twice, which makes no difference")
			return
		}
		s.Mounts = append(s.Mounts, m)
	}
}

// newDisk is a volume that the file does not name among its volumes.
func (f *file) newDisk(a read.At, name string) string {
	taken := map[string]bool{}
	for _, v := range f.m.Volumes {
		taken[v.Name] = true
	}
	f.disks[name] = read.Unused(read.Label(name), 40, taken)
	f.m.Volumes = append(f.m.Volumes, manifest.Volume{Name: f.disks[name], Where: a.Where()})
	return f.disks[name]
}

// bind is a file or folder of somebody's machine.
func (c *service) bind(a read.At, x mount, m manifest.Mount) {
	s := &c.s
	source := strings.TrimSpace(x.source)
	if path.Ext(x.target) == ".sock" {
		source = x.target // whatever it is called outside
	}
	switch verdict, why := read.HostPath(source); verdict {
	case read.PathMachine:
		a.Cannot(why, manifest.Brief(source))
		return
	case read.PathNote:
		a.Note(why)
		return
	case read.PathMemory:
		s.Temps = append(s.Temps, manifest.Temp{Path: x.target, SizeMiB: read.DefaultTempMiB, Memory: true})
		return
	}
	if !path.IsAbs(source) && !strings.HasPrefix(source, "~") {
		key, within := read.Beside(path.Dir(a.N.File), source)
		if below, ok := strings.CutPrefix(key, "../files/"); ok && c.dokploy != nil {
			key, within = "files/"+below, true
		}
		if within && c.along(a, key, x.target) {
			return
		}
		if key == "." || !within && path.Base(key) == ".." {
			a.Flaw("the folder's own files did not come along; upload it, or build an image with them in it")
			return
		}
		source = strings.TrimLeft(strings.ReplaceAll(key, "../", ""), "/")
	}
	if !x.folder && isFile(x.source, x.target) {
		a.Flaw("the file %s did not come along; upload the folder, or write it under configs with content", manifest.Brief(source))
		return
	}
	key := strings.TrimPrefix(path.Clean(strings.TrimPrefix(source, "~")), "/")
	s.Mounts = append(s.Mounts, m)
	c.folders = append(c.folders, folder{key: key, beside: strings.HasPrefix(x.source, ".") && !x.found, service: c, mount: len(s.Mounts) - 1, at: a})
}

// folder is one of somebody's machine that becomes a disk.
type folder struct {
	key     string
	beside  bool // it stands beside the file
	service *service
	mount   int
	at      read.At
}

// settleFolders gives folders their disks: one for each, but a folder within another is on that one's. What nobody writes
// to is of no use where it is empty.
func (f *file) settleFolders() {
	written := map[string]bool{}
	keys := map[string]bool{}
	top := func(key string) string {
		found := key
		for up := key; up != "." && up != "/"; up = path.Dir(up) {
			if keys[up] {
				found = up
			}
		}
		return found
	}
	for _, x := range f.folders {
		keys[x.key] = true
	}
	for _, x := range f.folders {
		if !x.service.s.Mounts[x.mount].ReadOnly {
			written[top(x.key)] = true
		}
	}
	for _, x := range f.folders {
		m, over := &x.service.s.Mounts[x.mount], top(x.key)
		switch {
		case written[over]:
			x.at.Note("the folder %s becomes a disk of the order's, empty at first", manifest.Brief(x.key))
		case x.beside:
			x.at.Flaw("the folder %s did not come along, and nothing writes to it; upload it with the file", manifest.Brief(x.key))
		default:
			x.at.Note("the folder %s becomes a disk of the order's, empty at first, and writable, so that it can be filled", manifest.Brief(x.key))
			m.ReadOnly, m.Fill = false, true
		}
		disk, ok := f.disks["./"+over]
		if !ok {
			disk = f.newDisk(x.at, "./"+over)
		}
		m.Volume = disk
		if below := strings.TrimPrefix(strings.TrimPrefix(x.key, over), "/"); below != "" {
			m.SubPath = below
		}
	}
}

// along takes files in that came along: the one of this key, or all below it.
func (c *service) along(a read.At, key, target string) bool {
	files := c.r.Bundle.Files
	if _, ok := files[key]; ok {
		c.put(a, target, c.r.Text(key))
		return true
	}
	found := false
	for _, name := range c.r.Names {
		below, ok := strings.CutPrefix(name, key+"/")
		if key == "." {
			below, ok = name, true
		}
		if ok {
			found = true
			if c.put(a, path.Join(target, below), c.r.Text(name)); len(c.s.Files) > manifest.MaxFiles {
				break // check says so
			}
		}
	}
	return found
}

// put puts a file into the service's file system.
func (c *service) put(a read.At, target, text string) {
	s := &c.s
	if !read.PlainText(text) {
		a.Flaw("%s is not text; put it into an image, or onto a disk later", manifest.Brief(path.Base(target)))
		return
	}
	x := manifest.File{Path: target, Text: text}
	if strings.HasPrefix(text, "#!") {
		x.Mode = 0o755
	}
	if manifest.LooksSecret.MatchString(path.Base(target)) {
		x.Text, x.Secret, x.Hidden = "", manifest.Secret(text), true
	}
	s.Files = append(s.Files, x)
}

func (c *service) tmpfs(a read.At) {
	place, options, _ := strings.Cut(a.Text(), ":")
	x := manifest.Temp{Path: read.CleanPath(place), SizeMiB: read.DefaultTempMiB, Memory: true}
	for o := range strings.SplitSeq(options, ",") {
		if size, ok := strings.CutPrefix(o, "size="); ok {
			n, ok := dockerSize(size)
			if !ok || n > 1<<50 {
				a.Flaw("a size such as size=64M")
				return
			}
			if n > 0 {
				x.SizeMiB = roundMiB(int64(n))
			}
		}
	}
	c.s.Temps = append(c.s.Temps, x)
}

// part puts one of the file's configs or secrets into the service.
func (c *service) part(a read.At, of string) {
	secret := of == "secrets"
	source, target, mode := "", "", int32(0)
	if a.N.Kind == read.Scalar {
		source = a.Text()
	} else {
		a.Read(read.Fields{
			"source": func(a read.At) { source = a.Text() }, "target": func(a read.At) { target = a.Text() }, "mode": func(a read.At) { mode = octal(a) },
			"uid": read.Ignore("it belongs to the service"), "gid": read.Ignore("it belongs to the service"),
		})
	}
	part, ok := c.parts[of][source]
	if !ok {
		a.Flaw("there is no %s %s in this file", strings.TrimSuffix(of, "s"), manifest.Brief(source))
		return
	}
	text, ok := c.content(part, secret)
	if !ok {
		return
	}
	switch {
	case target == "" && secret:
		target = "/run/secrets/" + source
	case target == "":
		target = "/" + source
	case secret && !path.IsAbs(target):
		target = "/run/secrets/" + target
	}
	x := manifest.File{Path: path.Clean(target), Text: text, Mode: mode}
	if secret {
		x.Text, x.Secret, x.Hidden = "", manifest.Secret(text), true
	}
	c.s.Files = append(c.s.Files, x)
}

// content is the text of a config or secret.
func (c *service) content(a read.At, secret bool) (text string, ok bool) {
	if a.N.Kind != read.Dict {
		a.Flaw("content has to be there")
		return "", false
	}
	told := false
	a.Read(read.Fields{
		"content": func(a read.At) {
			// The specification has no content in secrets, and passwords have dollar signs.
			a.N.Filled = a.N.Filled || secret
			text, ok = a.Text(), true
		},
		"file": func(a read.At) {
			key, within := read.Beside(path.Dir(a.N.File), a.Text())
			_, there := a.R.Bundle.Files[key]
			if !within || !there {
				told = true
				a.Flaw("%s did not come along; upload the folder, or write the text as content", manifest.Brief(a.N.Text))
				return
			}
			if text, ok = a.R.Text(key), true; !read.PlainText(text) {
				a.Flaw("%s is not text", manifest.Brief(a.N.Text))
			}
		},
		"environment": func(a read.At) { text, _ = c.r.Variables.Ask(a, a.Text(), ""); ok = true },
		"external":    func(a read.At) { told = true; a.Flaw("there is nothing but the file's own; write the text as content") },
		"name":        read.Quiet, "labels": read.Quiet, "x-": read.Quiet,
	})
	if !ok && !told {
		a.Flaw("content has to be there")
	}
	return text, ok
}

func octal(a read.At) int32 {
	a.Fill()
	if a.N.Kind == read.Scalar && a.N.Tag == "!!str" && len(a.N.Text) < 6 && !strings.HasPrefix(a.N.Text, "0") {
		x := *a.N
		x.Text = "0" + x.Text
		return read.At{R: a.R, N: &x, Place: a.Place}.Mode()
	}
	return a.Mode()
}

func (c *service) from(a read.At) {
	parts := strings.Split(a.Text(), ":")
	if _, ok := c.find(parts[0]); !ok {
		a.Flaw("there is no service %s in this file", manifest.Brief(parts[0]))
		return
	}
	c.mounts = append(c.mounts, mountsOf{at: a, name: parts[0], readOnly: slices.Contains(parts, "ro")})
}
