package manifest

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"berth/shared/wire"
)

// template reads JSON of wire.TemplateManifest.
func (r *reader) template(text string) Manifest {
	var t wire.TemplateManifest
	// Not web.Decode, which gives no place: a flaw names its line, and only the decoder knows it.
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&t); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) && wrong.Field != "" {
			r.flaw(place{wrong.Field, lineAt(text, wrong.Offset)}, "must be a %s", wrong.Type)
		} else {
			r.flaw(place{"", lineAt(text, d.InputOffset())}, "JSON of a template: %s", strings.TrimPrefix(err.Error(), "json: "))
		}
		return Manifest{}
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		r.flaw(place{"", lineAt(text, d.InputOffset())}, "one JSON value and nothing after it")
		return Manifest{}
	}
	flaw := func(field, remedy string, args ...any) { r.flaw(place{path: field}, remedy, args...) }
	if len(t.Template) > 64 {
		flaw("template", "at most 64 bytes")
	}
	if !ValidService(t.Service) {
		flaw("service", "1 to 20 of a-z, 0-9 and -, beginning with a letter and not ending with -")
	}
	if !validImage(t.Image) {
		flaw("image", "an image reference such as berth/hello")
	}
	if t.Port < 1 || t.Port > 65535 {
		flaw("port", "1 to 65535")
	}
	s := Service{Name: t.Service, Image: t.Image, Port: t.Port}
	m := Manifest{Template: t.Template}
	if t.Disk != "" {
		if !validPath(t.Disk) {
			flaw("disk", "an absolute path such as /data")
		}
		m.Volumes = []Volume{{Name: t.Service}}
		s.Mounts = []Mount{{Volume: t.Service, Path: t.Disk}}
	}
	for name, value := range t.Env {
		p := at{r, nil, place{path: "env." + brief(name)}}
		if strings.ContainsRune(value, 0) {
			p.flaw("no zero bytes")
		}
		p.env(&s, name, value, false)
	}
	m.Services = []Service{s}
	return m
}

func lineAt(text string, offset int64) int {
	return 1 + strings.Count(text[:min(max(offset, 0), int64(len(text)))], "\n")
}
