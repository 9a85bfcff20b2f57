package problem_test

import (
	"errors"
	"fmt"

	"berth/shared/problem"
)

func ExampleNew() {
	var err error = problem.New(503, problem.Unavailable, "the chain cannot be asked now").
		Remedy("try again in a moment").Because(errors.New("connection refused"))
	var p *problem.Problem
	if errors.As(err, &p) {
		fmt.Println(p.Status, p.Code, p.Title+":", p.Detail)
	}
	// Output: 503 unavailable the chain cannot be asked now: try again in a moment
}

func ExampleField() {
	p := problem.Field("rate", "more than %d", 0)
	fmt.Println(p.Status, p.Code, p.Field, p.Detail)
	// Output: 400 bad-field rate more than 0
}
