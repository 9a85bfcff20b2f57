package compose

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// dokployFile stands beside a Compose file of Dokploy's (https://docs.dokploy.com/docs/templates): which ports are served, the values
// of variables, and files.
const dokployFile = "template.toml"

// dokploy is such a file. What it makes anew for each installation is asked for, with how it is made.
type dokploy struct {
	Variables map[string]string `toml:"variables"`
	Config    struct {
		Domains []struct {
			Service string `toml:"serviceName"`
			Port    any    `toml:"port"`
		} `toml:"domains"`
		Env    any `toml:"env"` // a table, or a list of NAME=value
		Mounts []struct {
			Path    string `toml:"filePath"`
			Content string `toml:"content"`
		} `toml:"mounts"`
	} `toml:"config"`

	v       *read.Variables
	env     map[string]string
	written int
}

// Bounds of what its texts come to.
const (
	maxNested = 8 // variables in one another
	maxTexts  = 256 << 10
)

// template takes in what stands in template.toml, where it came along.
func (f *file) template(v *read.Variables) {
	text, ok := f.r.Bundle.Files[dokployFile]
	if !ok {
		return
	}
	flaw := func(line int, err string) {
		f.r.Flaw(manifest.Place{Path: dokployFile, Line: line}, "this is not a template of Dokploy's: %s", manifest.Brief(err))
	}
	d := &dokploy{v: v, env: map[string]string{}}
	if len(text) > manifest.MaxBytes {
		flaw(0, "it is too long")
		return
	}
	if err := toml.Unmarshal(text, d); err != nil {
		var wrong toml.ParseError
		if errors.As(err, &wrong) {
			flaw(wrong.Position.Line, wrong.Message)
		} else {
			flaw(0, strings.TrimPrefix(err.Error(), "toml: "))
		}
		return
	}
	switch env := d.Config.Env.(type) {
	case nil:
	case map[string]any:
		for name, value := range env {
			d.env[name] = fmt.Sprint(value)
		}
	case []any:
		for _, x := range env {
			name, value, _ := strings.Cut(fmt.Sprint(x), "=")
			d.env[strings.TrimSpace(name)] = value
		}
	default:
		flaw(0, "config.env has to be a table or a list of NAME=value")
	}
	if len(d.env) > manifest.MaxEnv || len(d.Variables) > manifest.MaxEnv || len(d.Config.Domains) > read.MaxDeclared || len(d.Config.Mounts) > manifest.MaxFiles {
		flaw(0, "it has too many parts")
		return
	}
	for _, x := range d.Config.Domains {
		if n, err := strconv.Atoi(fmt.Sprint(x.Port)); err == nil && n > 0 && n <= 65535 && f.served[x.Service] == 0 {
			f.served[x.Service] = n
		}
	}
	f.dokploy, v.More = d, d.value
	d.files(f.r)
}

// value is that of a variable of the Compose file's.
func (d *dokploy) value(name string) (string, bool) {
	text, ok := d.env[name]
	if !ok {
		return "", false
	}
	if made, says, is := d.made(text); is {
		if made == "" && says == "" {
			return "8080", true // a port of the machine's, which makes no difference
		}
		d.v.Make(name, made, says)
		return "", false
	}
	return d.fill(text, name, 0), true
}

var inBraces = regexp.MustCompile(`\$\{([^{}]*)\}`)

// fill puts in what a text of the template names.
func (d *dokploy) fill(text, of string, depth int) string {
	if d.written += len(text); depth > maxNested || d.written > maxTexts {
		return text
	}
	return inBraces.ReplaceAllStringFunc(text, func(whole string) string {
		name := whole[2 : len(whole)-1]
		if inner, ok := d.Variables[name]; ok {
			made, says, is := d.made(inner)
			if value, given := d.v.Given[name]; given && !is {
				d.v.Touch(name)
				return value
			}
			if !is {
				return d.fill(inner, name, depth+1)
			}
			return d.ask(name, made, says)
		}
		if made, says, is := d.made(whole); is {
			helper, _, _ := strings.Cut(name, ":")
			return d.ask(of+"_"+helper, made, says)
		}
		return whole
	})
}

// ask gives the value of what is made anew, or what stands for it.
func (d *dokploy) ask(name, made, says string) string {
	if made == "" && says == "" {
		return "8080"
	}
	d.v.Make(name, made, says)
	if value, given := d.v.Given[name]; given {
		d.v.Touch(name)
		d.v.Lack(name, false)
		return value
	}
	return d.v.Lack(name, true)
}

var helpers = regexp.MustCompile(`^\$\{(domain|password|base64|hash|uuid|username|email|randomPort|timestamp|timestampms|timestamps|jwt)(?::([^{}]*))?\}$`)

// made is how a value can be made that one of Dokploy's words alone stands for, and what it is; is: it is one.
func (d *dokploy) made(text string) (made, says string, is bool) {
	m := helpers.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return "", "", false
	}
	n, err := strconv.Atoi(m[2])
	if err != nil || n < 1 || n > 256 {
		n = 32
	}
	switch m[1] {
	case "randomPort":
		return "", "", true
	case "domain":
		of := "web"
		if len(d.Config.Domains) > 0 {
			of = cmp.Or(d.Config.Domains[0].Service, of)
		}
		return manifest.MakeHost + " " + of, "the host name at which " + manifest.Brief(of) + " is opened", true
	case "password":
		return fmt.Sprint(manifest.MakePassword, " ", n), fmt.Sprintf("a password of %d letters and digits", n), true
	case "base64":
		return fmt.Sprint(manifest.MakeBase64, " ", n), fmt.Sprintf("%d random bytes in base64", n), true
	case "hash":
		return fmt.Sprint(manifest.MakeHex, " ", (n+1)/2), fmt.Sprintf("%d random bytes in hexadecimal", (n+1)/2), true
	case "username":
		return manifest.MakeUser + " 8", "a user's name, 8 letters", true
	case "email":
		return "", "an address of yours for mail", true
	case "uuid":
		return "", "a UUID, such as uuidgen makes it", true
	case "jwt":
		return "", "a token that is signed with the template's secret", true
	}
	return "", "a time as a number, in seconds or milliseconds since 1970", true
}

// files puts the template's files among those that came along, where its Compose file looks for them: ../files/ and their path.
func (d *dokploy) files(r *read.Reader) {
	if len(d.Config.Mounts) == 0 {
		return
	}
	all := maps.Clone(r.Bundle.Files)
	for _, x := range d.Config.Mounts {
		d.v.At(r.At(&read.Node{File: dokployFile}, "config.mounts"))
		key := strings.TrimPrefix(path.Join("/files", path.Clean("/"+x.Path)), "/")
		if _, there := all[key]; !there {
			all[key] = []byte(d.fill(x.Content, "mount", 0))
		}
	}
	r.Bundle.Files, r.Names = all, read.SortedKeys(all)
}
