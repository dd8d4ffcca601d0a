// absl::btree_map behind C functions, one set for each shape of key and value.
//
// The map lies in memory that Rust provides and moves by copying bytes: it holds pointers to its nodes and a count, and
// nothing points back at it. Node memory is counted by the allocator, because no Rust allocator sees it. Loops over
// many entries run here, so that no call per entry crosses the border.

#include <absl/container/btree_map.h>

#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <new>

namespace {

int64_t live_bytes = 0;

template <class T>
struct Counting {
  using value_type = T;
  Counting() = default;
  template <class U>
  Counting(const Counting<U>&) {}
  T* allocate(size_t n) {
    live_bytes += int64_t(n * sizeof(T));
    return std::allocator<T>().allocate(n);
  }
  void deallocate(T* p, size_t n) {
    live_bytes -= int64_t(n * sizeof(T));
    std::allocator<T>().deallocate(p, n);
  }
  template <class U>
  bool operator==(const Counting<U>&) const { return true; }
  template <class U>
  bool operator!=(const Counting<U>&) const { return false; }
};

int compare_bytes(const uint8_t* a, size_t a_len, const uint8_t* b, size_t b_len) {
  int order = std::memcmp(a, b, a_len < b_len ? a_len : b_len);
  return order != 0 ? order : (a_len < b_len ? -1 : a_len > b_len);
}

}  // namespace

extern "C" void peers_free_text(uint8_t* p, size_t len, size_t capacity);
extern "C" void peers_copy_text(const uint8_t* p, size_t len, uint8_t** copy);

// As Rust passes them: `repr(C)` there.
struct Str { const uint8_t* p; size_t len; };
struct Pair { uint64_t a, b; };
struct Blob { uint8_t bytes[64]; };
// What is left of an owned text after Rust has let go of it.
struct RawText { uint8_t* p; size_t len, capacity; };

// An owned text: Rust's `String`, with its destructor and clone.
struct Text {
  uint8_t* p;
  size_t len, capacity;
  explicit Text(RawText raw) : p(raw.p), len(raw.len), capacity(raw.capacity) {}
  Text(Text&& other) noexcept : p(other.p), len(other.len), capacity(other.capacity) { other.p = nullptr; }
  Text(const Text& other) : len(other.len), capacity(other.len) { peers_copy_text(other.p, other.len, &p); }
  Text& operator=(Text&& other) noexcept {
    std::swap(p, other.p);
    std::swap(len, other.len);
    std::swap(capacity, other.capacity);
    return *this;
  }
  ~Text() {
    if (p != nullptr) peers_free_text(p, len, capacity);
  }
};

struct StrLess {
  using is_transparent = void;
  template <class A, class B>
  bool operator()(const A& a, const B& b) const { return compare_bytes(a.p, a.len, b.p, b.len) < 0; }
};
struct PairLess {
  bool operator()(const Pair& x, const Pair& y) const { return x.a < y.a || (x.a == y.a && x.b < y.b); }
};

static inline uint64_t word(uint64_t x) { return x; }
static inline uint64_t word(uint32_t x) { return x; }
static inline uint64_t word(const Str& x) { return x.len; }
static inline uint64_t word(const Text& x) { return x.len; }
static inline uint64_t word(const Pair& x) { return x.a ^ x.b; }
static inline uint64_t word(const Blob& x) { return x.bytes[0]; }

// KEY is stored, OWNED is passed by value to insert, BORROWED by reference to look up.
#define SHAPE(NAME, KEY, OWNED, BORROWED, LESS, VALUE)                                                          \
  using Map_##NAME = absl::btree_map<KEY, VALUE, LESS, Counting<std::pair<const KEY, VALUE>>>;                  \
  static_assert(sizeof(Map_##NAME) == 24 && alignof(Map_##NAME) == 8, "Rust reserves three words");             \
  extern "C" void absl_##NAME##_new(Map_##NAME* map) { new (map) Map_##NAME(); }                                \
  extern "C" void absl_##NAME##_drop(Map_##NAME* map) { map->~Map_##NAME(); }                                   \
  extern "C" void absl_##NAME##_clone(const Map_##NAME* map, Map_##NAME* to) { new (to) Map_##NAME(*map); }     \
  extern "C" void absl_##NAME##_insert(Map_##NAME* map, OWNED key, const VALUE* value) {                        \
    map->insert_or_assign(KEY(key), *value);                                                                    \
  }                                                                                                             \
  extern "C" void absl_##NAME##_push(Map_##NAME* map, OWNED key, const VALUE* value) {                          \
    map->emplace_hint(map->end(), KEY(key), *value);                                                            \
  }                                                                                                             \
  extern "C" const VALUE* absl_##NAME##_get(const Map_##NAME* map, const BORROWED* key) {                       \
    auto at = map->find(*key);                                                                                  \
    return at == map->end() ? nullptr : &at->second;                                                            \
  }                                                                                                             \
  extern "C" bool absl_##NAME##_remove(Map_##NAME* map, const BORROWED* key, VALUE* removed) {                  \
    auto at = map->find(*key);                                                                                  \
    if (at == map->end()) return false;                                                                         \
    *removed = at->second;                                                                                      \
    map->erase(at);                                                                                             \
    return true;                                                                                                \
  }                                                                                                             \
  extern "C" uint64_t absl_##NAME##_sum(const Map_##NAME* map) {                                                \
    uint64_t sum = 0;                                                                                           \
    for (const auto& entry : *map) sum += word(entry.first) ^ word(entry.second);                               \
    return sum;                                                                                                 \
  }                                                                                                             \
  extern "C" uint64_t absl_##NAME##_sum_rev(const Map_##NAME* map) {                                            \
    uint64_t sum = 0;                                                                                           \
    for (auto at = map->rbegin(); at != map->rend(); ++at) sum += word(at->first) ^ word(at->second);           \
    return sum;                                                                                                 \
  }                                                                                                             \
  extern "C" uint64_t absl_##NAME##_sum_range(const Map_##NAME* map, const BORROWED* from, size_t count) {      \
    uint64_t sum = 0;                                                                                           \
    for (auto at = map->lower_bound(*from); count > 0 && at != map->end(); ++at, --count)                       \
      sum += word(at->first) ^ word(at->second);                                                                \
    return sum;                                                                                                 \
  }                                                                                                             \
  extern "C" void absl_##NAME##_append(Map_##NAME* map, Map_##NAME* other) { map->merge(*other); }              \
  extern "C" void absl_##NAME##_visit(const Map_##NAME* map, void* context,                                     \
                                      void (*each)(void*, const KEY*, const VALUE*)) {                          \
    for (const auto& entry : *map) each(context, &entry.first, &entry.second);                                  \
  }

SHAPE(u64, uint64_t, uint64_t, uint64_t, std::less<uint64_t>, uint64_t)
SHAPE(u32, uint32_t, uint32_t, uint32_t, std::less<uint32_t>, uint32_t)
SHAPE(text, Text, RawText, Str, StrLess, uint64_t)
SHAPE(str, Str, Str, Str, StrLess, uint64_t)
SHAPE(blob, uint64_t, uint64_t, uint64_t, std::less<uint64_t>, Blob)
SHAPE(pair, Pair, Pair, Pair, PairLess, uint64_t)

extern "C" int64_t absl_live_bytes() { return live_bytes; }
