package home

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// body is nothing: the script has it.
func body(text.T) []app.UI { return nil }
