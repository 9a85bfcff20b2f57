package main

import (
	"errors"
	"log"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"berth/gateway/manifest"
	"berth/gateway/manifest/formats"
	"berth/shared/bundle"
)

// try reads a file, and again with values for what it asks for. It gives the causes for which it is refused all the same.
func (r *report) try(x *row, name, text string, env []byte) []string {
	x.files++
	b := bundle.Bundle{Format: x.format, Text: text}
	if env != nil {
		b.Files = map[string]bundle.File{".env": bundle.NewFile(env)}
	}
	began := time.Now()
	m, err := parse(b)
	took := time.Since(began)
	if x.took += took; took > r.slowest {
		r.slowest, r.slow = took, name
	}
	if err == nil {
		x.accepted++
		return nil
	}
	if len(m.Variables) > 0 {
		b.Values = map[string]string{}
		for _, v := range m.Variables {
			if v.Required && !v.Given {
				b.Values[v.Name] = value(v)
			}
		}
		if _, err = parse(b); err == nil {
			x.valued++
			return nil
		}
	}
	var refusal *manifest.Refusal
	if !errors.As(err, &refusal) {
		x.other++
		r.causes[x.format+": "+err.Error()]++
		return []string{err.Error()}
	}
	return r.judge(x, refusal.Flaws)
}

func parse(b bundle.Bundle) (manifest.Manifest, error) {
	if b.Format == "template" || len(b.Values)+len(b.Files) == 0 {
		return formats.Parse(b.Format, b.Text)
	}
	text, err := b.Canonical()
	if err != nil {
		log.Fatal(err)
	}
	return formats.Parse(bundle.Format, text)
}

const (
	lacking = "did not come along"
	toBuild = "nothing is built here"
)

// judge counts a file that is refused by the heaviest of its flaws.
func (r *report) judge(x *row, flaws []manifest.Flaw) []string {
	var causes []string
	built, machine, absent := false, false, false
	other := false
	seen := map[string]bool{}
	for _, f := range flaws {
		cause := f.Text
		switch {
		case f.Cannot:
			machine, cause = true, "(the machine's) "+cause
		case strings.Contains(f.Text, toBuild):
			built, cause = true, toBuild
		case strings.Contains(f.Text, lacking):
			absent, cause = true, "(a file) "+lacking
		default:
			other = true
		}
		if cause = x.format + ": " + names.ReplaceAllString(cause, "…"); !seen[cause] {
			seen[cause] = true
			r.causes[cause]++
		}
		causes = append(causes, f.Path+": "+f.Text)
	}
	switch {
	case built:
		x.built++
	case other:
		x.other++
	case absent && !machine:
		x.absent++
	default:
		x.machine++
	}
	return causes
}

// names are what differs from file to file in a cause.
var names = regexp.MustCompile(`"[^"]*"|\$\{[^}]*\}|[~./]\S*/\S*|(?:no (?:service|config|secret|volume|ConfigMap|Secret) |port |capability |^)[A-Za-z0-9_.-]*[A-Z0-9_.-][A-Za-z0-9_.-]*\b`)

// value is one for a variable, of the kind that its name promises.
func value(v manifest.Variable) string {
	word, _, _ := strings.Cut(v.Generate, " ")
	name := strings.ToUpper(v.Name)
	switch {
	case word == manifest.MakeURL || strings.HasSuffix(name, "URL") || strings.HasSuffix(name, "URI"):
		return "https://app.example.org"
	case word == manifest.MakeHost || strings.Contains(name, "HOST") || strings.Contains(name, "DOMAIN"):
		return "app.example.org"
	case strings.HasSuffix(name, "PORT"):
		return "8080"
	case strings.Contains(name, "MAIL"):
		return "me@example.org"
	case name == "UID" || name == "GID" || name == "PUID" || name == "PGID":
		return "1000"
	case strings.HasSuffix(name, "TAG") || strings.HasSuffix(name, "VERSION"):
		return "latest"
	case strings.HasSuffix(name, "IMAGE"):
		return filepath.Join("registry.example.org", "image")
	}
	return "value"
}
