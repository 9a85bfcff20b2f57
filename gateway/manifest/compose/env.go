package compose

import (
	"path"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
	"berth/gateway/manifest/vars"
)

// set takes a variable of its own in.
func (c *service) set(a read.At, name, value string, hidden bool) {
	c.own[name] = true
	a.Env(&c.s, name, value, hidden)
}

func (c *service) environment(a read.At) {
	if len(a.N.Items) > manifest.MaxEnv {
		a.Flaw("at most %d variables", manifest.MaxEnv)
		return
	}
	ask := func(a read.At, name string) {
		if name = strings.TrimSpace(name); c.magic(name) {
			return
		}
		value, hidden := c.r.Variables.Ask(a, name, "")
		c.set(a, name, value, hidden)
	}
	if a.N.Kind != read.List {
		a.Each(func(name string, a read.At) {
			if a.N.Null() {
				ask(a, name)
				return
			}
			value := a.Text()
			if strings.HasPrefix(value, "/") && c.magic(name) {
				return
			}
			c.set(a, name, value, a.N.Hidden)
		})
		return
	}
	a.All(manifest.MaxEnv, func(_ int, a read.At) {
		if a.N.Kind == read.Dict && len(a.N.Keys) == 1 {
			// A slip that leaves no doubt.
			a.Note("in a list it is NAME=value")
			a.Each(func(name string, a read.At) { c.set(a, name, a.Text(), a.N.Hidden) })
			return
		}
		name, value, ok := strings.Cut(a.Text(), "=")
		if !ok {
			ask(a, name)
			return
		}
		if name = strings.TrimSpace(name); strings.HasPrefix(value, "/") && c.magic(name) {
			return
		}
		c.set(a, name, value, a.N.Hidden)
	})
}

// envFile takes the variables of files in; those under environment win over them.
func (c *service) envFile(a read.At) {
	file := func(a read.At, name string, required bool) {
		key, within := read.Beside(path.Dir(a.N.File), name)
		text, there := c.r.Bundle.Files[key]
		if key == ".env" && !there && c.dokploy != nil {
			// Dokploy writes the template's variables into it.
			for _, name := range read.SortedKeys(c.dokploy.env) {
				if !c.own[name] {
					value, hidden := c.r.Variables.Ask(a, name, "")
					a.Env(&c.s, name, value, hidden)
				}
			}
			return
		}
		if key == ".env" && !there && len(c.r.Bundle.Values) > 0 {
			// The values that came along stand for the file in which they would be.
			for _, name := range read.SortedKeys(c.r.Bundle.Values) {
				if !c.own[name] {
					a.Env(&c.s, name, c.r.Bundle.Values[name], read.SecretVariable(name))
				}
			}
			return
		}
		if !within || !there {
			if required {
				a.Flaw("%s did not come along; upload it beside the file, or write the variables under environment", manifest.Brief(name))
			} else {
				a.Note("%s did not come along, and need not", manifest.Brief(name))
			}
			return
		}
		pairs, known := c.pairs[key]
		if !known {
			var err error
			if pairs, err = vars.ReadFile(string(text), func(name string) (string, bool) { v, ok := c.r.Variables.Given[name]; return v, ok }); err != nil {
				a.Flaw("%s, %s", manifest.Brief(key), err)
			}
			c.pairs[key] = pairs
		}
		for _, p := range pairs {
			if value, given := c.r.Bundle.Values[p.Name]; given && key == ".env" {
				p.Value, p.Set = value, true
			}
			if len(c.s.Env)+len(c.s.SecretEnv) > manifest.MaxEnv {
				return // check says so
			}
			if p.Set && !c.own[p.Name] {
				a.Env(&c.s, p.Name, p.Value, false)
			}
		}
	}
	oneOrAll(a, func(a read.At) {
		if a.N.Kind == read.Scalar {
			file(a, a.Text(), true)
			return
		}
		name, required := "", true
		a.Read(read.Fields{
			"path": func(a read.At) { name = a.Text() }, "required": func(a read.At) { required = a.Flag() },
			"format": read.Only("leave it out", "raw", ""),
		})
		file(a, name, required)
	})
}
