// Package e2e tests Berth as a whole: the program that `make demo` starts, met over its HTTP interfaces and by a real
// browser, as its users meet it.
package e2e
