// Package fault asks an error which problem it is, for pages that do something else about one of them. What to say of an
// error is text.T.Fault's.
package fault

import (
	"errors"

	"berth/shared/problem"
)

// Is reports whether an error is a problem with a code.
func Is(err error, code problem.Code) bool {
	var p *problem.Problem
	return errors.As(err, &p) && p.Code == code
}

// Figure is a problem's figure of a name; "": it has none.
func Figure(err error, name string) string {
	var p *problem.Problem
	if !errors.As(err, &p) {
		return ""
	}
	return p.Figures[name]
}
