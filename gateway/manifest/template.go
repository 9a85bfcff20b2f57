package manifest

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"berth/shared/problem"
	"berth/shared/wire"
)

// parseTemplate reads JSON of wire.TemplateManifest.
func parseTemplate(text string) (Manifest, error) {
	var t wire.TemplateManifest
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&t); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) && wrong.Field != "" {
			return Manifest{}, problem.Field("manifest."+wrong.Field, "wants a %s", wrong.Type)
		}
		return Manifest{}, problem.Field("manifest", "JSON of a template: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Manifest{}, problem.Field("manifest", "one JSON value and nothing after it")
	}
	if len(t.Template) > 64 {
		return Manifest{}, problem.Field("manifest.template", "at most 64 bytes")
	}
	s := Service{Name: t.Service, Image: t.Image, Port: t.Port, Disk: t.Disk, Env: t.Env}
	if err := s.check(); err != nil {
		return Manifest{}, err
	}
	return Manifest{Template: t.Template, Services: []Service{s}}, nil
}
