package site

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// screen is a picture of the app in its manifest, which a browser shows where it offers to install it.
type screen struct {
	Src   string `json:"src"`
	Type  string `json:"type"`
	Sizes string `json:"sizes"`
	Form  string `json:"form_factor"` // narrow or wide
	Label string `json:"label"`
}

// screens writes the pictures of the assets folder, which `make screens` takes, and gives what the manifest says of them. A file is called
// narrow-orders.png or wide-orders.png, by what it shows; there are none in a folder of assets that has none.
func (b *builder) screens() ([]screen, error) {
	names, err := filepath.Glob(filepath.Join(b.cfg.Assets, "screens", "*.png"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	out := []screen{}
	for _, name := range names {
		base := filepath.Base(name)
		form, what, ok := strings.Cut(strings.TrimSuffix(base, ".png"), "-")
		if !ok || form != "narrow" && form != "wide" {
			return nil, fmt.Errorf("screen %s: not called narrow-….png or wide-….png", base)
		}
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("screen: %w", err)
		}
		is, err := png.DecodeConfig(f)
		if closeErr := f.Close(); err == nil {
			err = closeErr
		}
		if err != nil {
			return nil, fmt.Errorf("screen %s: %w", base, err)
		}
		body, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("screen: %w", err)
		}
		if err := b.write("web/screens/"+base, body); err != nil {
			return nil, err
		}
		label := strings.ReplaceAll(what, "-", " ")
		out = append(out, screen{
			Src: "/web/screens/" + base, Type: "image/png", Sizes: fmt.Sprintf("%dx%d", is.Width, is.Height), Form: form,
			Label: strings.ToUpper(label[:1]) + label[1:],
		})
	}
	return out, nil
}
