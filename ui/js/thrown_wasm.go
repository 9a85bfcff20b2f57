package js

import (
	"errors"
	"fmt"
	"syscall/js"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// thrown reads what a call into JavaScript panicked with.
func thrown(r any) error {
	err, ok := r.(error)
	if !ok {
		return fmt.Errorf("javascript: %v", r)
	}
	var e js.Error
	if errors.As(err, &e) {
		return ErrorOf(app.ValueOf(e.Value))
	}
	return fmt.Errorf("javascript: %w", err)
}
