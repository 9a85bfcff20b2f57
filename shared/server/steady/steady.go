// Package steady keeps a mistake of ours from ending the process: a panic on a goroutine that works at what outsiders have said becomes an error, or a
// line in the log with its stack, as it does in a handler. What was being done is not done; everything else goes on.
//
// Whatever holds a place or a lock gives it back by defer, and the functions here are deferred before that, so that they run last.
package steady

import (
	"fmt"
	"log/slog"
	"runtime/debug"
)

// Panic is the error that a panic becomes.
type Panic struct {
	Value any
	Stack []byte
}

// Error implements error. The stack is in it: this is read in a log.
func (p *Panic) Error() string { return fmt.Sprintf("panic: %v\n%s", p.Value, p.Stack) }

// Error, deferred, makes a panic the error of the function that panicked.
func Error(err *error) {
	if v := recover(); v != nil {
		*err = &Panic{v, debug.Stack()}
	}
}

// Log, deferred, makes a panic a line in a log, which names what was done; nil: in slog.Default().
func Log(log *slog.Logger, what string) {
	v := recover()
	if v == nil {
		return
	}
	if log == nil {
		log = slog.Default()
	}
	log.Error("panic", "at", what, "value", v, "stack", string(debug.Stack()))
}
