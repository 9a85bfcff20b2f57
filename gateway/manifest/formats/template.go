package formats

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/compose"
	"berth/gateway/manifest/read"
	"berth/shared/phrase"
	"berth/shared/wire"
)

// template reads JSON of wire.TemplateManifest.
func template(r *read.Reader, text string) manifest.Manifest {
	var t wire.TemplateManifest
	// Not web.Decode, which gives no place: a flaw names its line, and only the decoder knows it.
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&t); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) && wrong.Field != "" {
			r.Flaw(manifest.Place{Path: wrong.Field, Line: lineAt(text, wrong.Offset)}, "must be a %s", wrong.Type)
		} else {
			r.Flaw(manifest.Place{Path: "", Line: lineAt(text, d.InputOffset())}, "JSON of a template: %s", strings.TrimPrefix(err.Error(), "json: "))
		}
		return manifest.Manifest{}
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		r.Flaw(manifest.Place{Path: "", Line: lineAt(text, d.InputOffset())}, "one JSON value and nothing after it")
		return manifest.Manifest{}
	}
	flaw := func(field string, remedy phrase.Form, args ...any) {
		r.Flaw(manifest.Place{Path: field}, remedy, args...)
	}
	if len(t.Template) > 64 {
		flaw("template", "at most 64 bytes")
	}
	if t.Compose != "" {
		if t.Service != "" || t.Image != "" || t.Port != 0 || t.Disk != "" || len(t.Env) > 0 {
			flaw("compose", "with it nothing but template and values")
		}
		r.Bundle.Values = t.Values
		m := compose.Read(r, t.Compose)
		m.Template = t.Template
		return m
	}
	if len(t.Values) > 0 {
		flaw("values", "they are of compose, which is not there")
	}
	if !manifest.ValidService(t.Service) {
		flaw("service", "1 to 20 of a-z, 0-9 and -, beginning with a letter and not ending with -")
	}
	if !manifest.ValidImage(t.Image) {
		flaw("image", "an image reference such as berth/hello")
	}
	if t.Port < 1 || t.Port > 65535 {
		flaw("port", "1 to 65535")
	}
	s := manifest.Service{Name: t.Service, Image: t.Image, Port: t.Port}
	m := manifest.Manifest{Template: t.Template}
	if t.Disk != "" {
		if !manifest.ValidPath(t.Disk) {
			flaw("disk", "an absolute path such as /data")
		}
		m.Volumes = []manifest.Volume{{Name: t.Service}}
		s.Mounts = []manifest.Mount{{Volume: t.Service, Path: t.Disk}}
	}
	for name, value := range t.Env {
		p := read.At{R: r, N: nil, Place: manifest.Place{Path: "env." + manifest.Brief(name)}}
		if strings.ContainsRune(value, 0) {
			p.Flaw("no zero bytes")
		}
		p.Env(&s, name, value, false)
	}
	m.Services = []manifest.Service{s}
	return m
}
