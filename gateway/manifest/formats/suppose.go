package formats

import (
	"maps"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
	"berth/shared/bundle"
)

// supposed stands for a value that is to come.
const supposed = "1"

// Suppose reads a manifest as it would be if each of these variables that lacks a value had one, to see what else there is to it.
func Suppose(format, text string, variables []manifest.Variable) (manifest.Manifest, error) {
	if err := TooLong(format, text); err != nil {
		return manifest.Manifest{}, err
	}
	b := read.Bundle{Text: text}
	if format == bundle.Format {
		var err error
		if format, b, err = unpack(text); err != nil {
			return manifest.Manifest{}, err
		}
	}
	b.Values = maps.Clone(b.Values)
	for _, v := range variables {
		if v.Required && !v.Given {
			if b.Values == nil {
				b.Values = map[string]string{}
			}
			b.Values[v.Name] = supposed
		}
	}
	return parse(format, b)
}
