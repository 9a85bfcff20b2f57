package setup

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"berth/gateway/command/show"
)

// Asker asks somebody at a terminal. Its questions are plain text, of any width.
type Asker struct {
	In     *bufio.Reader
	Out    io.Writer
	Width  int
	Hidden func() (string, error) // reads a line that is not shown; nil: as all others
}

// maxTries is how often a question is asked again after a wrong answer.
const maxTries = 5

var errTries = errors.New("that was the last try")

// ask gives an answer that check takes; an empty one is the usual one.
func (a *Asker) ask(question, usual string, check func(string) error) (string, error) {
	fmt.Fprintln(a.Out)
	show.Text(a.Out, a.Width, 0, question)
	for range maxTries {
		prompt := "> "
		if usual != "" {
			prompt = "[" + show.Clean(usual) + "] > "
		}
		fmt.Fprint(a.Out, prompt)
		line, err := a.line()
		if err != nil {
			return "", err
		}
		if line == "" {
			line = usual
		}
		if err := check(line); err != nil {
			show.Text(a.Out, a.Width, 2, err.Error())
			continue
		}
		return line, nil
	}
	return "", errTries
}

func (a *Asker) line() (string, error) {
	line, err := a.In.ReadString('\n')
	if err != nil && (line == "" || !errors.Is(err, io.EOF)) {
		return "", fmt.Errorf("no answer: %w", err)
	}
	return strings.TrimSpace(line), nil
}

// Secret gives a text that was entered twice; empty: none.
func (a *Asker) Secret(question string) (string, error) {
	fmt.Fprintln(a.Out)
	show.Text(a.Out, a.Width, 0, question)
	read := a.line
	if a.Hidden != nil {
		read = a.Hidden
	}
	for range maxTries {
		fmt.Fprint(a.Out, "> ")
		first, err := read()
		if err != nil || first == "" {
			return "", err
		}
		fmt.Fprint(a.Out, "again > ")
		second, err := read()
		if err != nil {
			return "", err
		}
		if first == second {
			return first, nil
		}
		show.Text(a.Out, a.Width, 2, "these are two different ones")
	}
	return "", errTries
}
