package site

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/part"
	"berth/ui/text"
)

// Button is the button that only gets a token, to see and use what runs already.
func Button(t text.T, words text.Text, busy bool, enter app.EventHandler) app.UI {
	return &part.Button{Kind: part.Primary, Label: t.Say(words), Test: "authorise", Busy: busy, OnClick: enter}
}
