// Package browser tests Berth as its users meet it: a real browser on the program that `make demo` starts.
package browser
