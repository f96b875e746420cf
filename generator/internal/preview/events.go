package preview

import (
	"container/list"
	"io"
	"net/http"
	"sync"
	"time"
)

const (
	// maxStreams is how many tabs can listen at once. Hidden tabs do not listen,
	// so a person never has that many; beyond it the oldest is let go, as a tab
	// that is refused would never try again.
	maxStreams = 256
	// writeLimit is how long a client may take to accept a few bytes.
	writeLimit = 5 * time.Second
	// heartbeat is how often a silent stream shows that it is alive, which also
	// finds out clients that are gone.
	heartbeat = 20 * time.Second
)

// hub tells every open tab the number of what is served now: once when it
// connects, and at each swap.
type hub struct {
	mu      sync.Mutex
	id      string // empty before the first load
	streams *list.List
	closed  bool
}

type stream struct {
	next chan string   // the newest number that was not sent yet; holds one
	gone chan struct{} // closed when the hub lets go of the stream
	at   *list.Element
}

func newHub() *hub { return &hub{streams: list.New()} }

// join returns a new stream, or nothing when the server is stopping.
func (h *hub) join() *stream {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return nil
	}
	if h.streams.Len() >= maxStreams {
		h.drop(h.streams.Front().Value.(*stream))
	}
	s := &stream{next: make(chan string, 1), gone: make(chan struct{})}
	s.at = h.streams.PushBack(s)
	if h.id != "" {
		s.next <- h.id
	}
	return s
}

func (h *hub) leave(s *stream) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.drop(s)
}

func (h *hub) drop(s *stream) {
	if s.at != nil {
		h.streams.Remove(s.at)
		s.at = nil
		close(s.gone)
	}
}

// send gives every stream the number. It never waits: of numbers that a slow
// client has not read, only the newest is kept.
func (h *hub) send(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.id = id
	for e := h.streams.Front(); e != nil; e = e.Next() {
		s := e.Value.(*stream)
		select {
		case <-s.next:
		default:
		}
		s.next <- id // has room: only send and join write, under the lock
	}
}

// close ends all streams, so that the server can stop at once.
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for h.streams.Len() > 0 {
		h.drop(h.streams.Front().Value.(*stream))
	}
}

// ServeHTTP answers with server-sent events until the client leaves.
func (h *hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	// A stream that ends takes its connection with it.
	w.Header().Set("Connection", "close")
	if r.Method == http.MethodHead {
		return
	}
	s := h.join()
	if s == nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	defer h.leave(s)
	out := http.NewResponseController(w)
	// The server's time limits are meant for pages; here each write has its own.
	if out.SetReadDeadline(time.Time{}) != nil {
		return
	}
	write := func(text string) bool {
		if out.SetWriteDeadline(time.Now().Add(writeLimit)) != nil {
			return false
		}
		_, err := io.WriteString(w, text)
		return err == nil && out.Flush() == nil
	}
	tick := time.NewTicker(heartbeat)
	defer tick.Stop()
	ok := write("retry: 500\n\n")
	for ok {
		select {
		case id := <-s.next:
			ok = write("data: " + id + "\n\n")
		case <-tick.C:
			ok = write(":\n\n")
		case <-s.gone:
			return
		case <-r.Context().Done():
			return
		}
	}
}
