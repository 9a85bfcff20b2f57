//go:build !wasm

package js

import "fmt"

func thrown(r any) error { return fmt.Errorf("%w: %v", ErrNoBrowser, r) }
