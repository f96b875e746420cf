package preview

import (
	"fmt"
	"io"
	"sync"
)

// logger writes whole lines from several goroutines: the loop's, and those of the
// HTTP server.
type logger struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *logger) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

func (l *logger) printf(format string, args ...any) {
	fmt.Fprintf(l, format+"\n", args...)
}
