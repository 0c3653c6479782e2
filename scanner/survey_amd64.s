//go:build !purego

#include "textflag.h"

// Offsets of the bitmaps in masks.
#define DIGIT 0
#define LETTER 512
#define UPPER 1024
#define AT 1536
#define LABEL 2048
#define ESCAPE 2560
#define JOINT 3072
#define UNDER 3584
#define HIGH 4096

// Offsets of the arrays in outline.
#define LONG 0
#define LOUD 576
#define WORD 1152
#define RUN16 1728
#define MIXED 2304
#define FIRST 2880
#define HEAD 3456

// Both routines hold o in DI, m in SI and n in DX; AX gathers the busy words.

#define ARGUMENTS \
	MOVQ o+0(FP), DI \
	MOVQ m+8(FP), SI \
	MOVQ n+16(FP), DX \
	MOVQ beyond+24(FP), R8 \
	XORQ AX, AX \
	XORQ BX, BX \
	XORQ CX, CX

// BEYOND puts down what follows the last word.
#define BEYOND \
	MOVQ R8, LONG(DI)(DX*8) \
	MOVQ R8, LOUD(DI)(DX*8)

// RESULT leaves out the words behind the last one, which are of an earlier
// chunk.
#define RESULT \
	MOVQ $64, CX \
	SUBQ DX, CX \
	SHLQ CX, AX \
	SHRQ CX, AX \
	MOVQ AX, busy+40(FP) \
	VZEROUPPER \
	RET

// SHIFTED makes out of a word x and the word next behind it x>>n, with the
// bits of next moving in: out = x>>n | next<<(64-n).
#define SHIFTED(x, next, n, rest, out, tmp) \
	VPSRLQ $n, x, out \
	VPSLLQ $rest, next, tmp \
	VPOR tmp, out, out

// func drawAVX2(o *outline, m *masks, n int, beyond, every uint64) (busy uint64)
TEXT ·drawAVX2(SB), NOSPLIT, $0-48
	ARGUMENTS
gather:
	VMOVDQU DIGIT(SI)(BX*8), Y0
	VMOVDQU LETTER(SI)(BX*8), Y1
	VPOR Y1, Y0, Y0
	VMOVDQU Y0, (WORD+8)(DI)(BX*8)
	VPOR JOINT(SI)(BX*8), Y0, Y0
	VPOR UNDER(SI)(BX*8), Y0, Y0
	VPOR LABEL(SI)(BX*8), Y0, Y0
	VPOR ESCAPE(SI)(BX*8), Y0, Y0
	VMOVDQU Y0, LONG(DI)(BX*8)
	VMOVDQU UPPER(SI)(BX*8), Y2
	VPANDN Y1, Y2, Y1
	VPANDN Y0, Y1, Y0
	VMOVDQU Y0, LOUD(DI)(BX*8)
	ADDQ $4, BX
	CMPQ BX, DX
	JLT gather
	BEYOND

	VPBROADCASTQ every+32(FP), Y15
	VPCMPEQQ Y14, Y14, Y14
	VPSLLQ $62, Y14, Y14 // the upper two bits
	VPSLLQ $1, Y14, Y13  // the uppermost
join:
	VMOVDQU LONG(DI)(CX*8), Y0
	VMOVDQU (LONG+8)(DI)(CX*8), Y1
	SHIFTED(Y0, Y1, 1, 63, Y2, Y3)
	VPAND Y2, Y0, Y2      // two
	VPSRLQ $1, Y1, Y3
	VPAND Y3, Y1, Y3      // two of next
	SHIFTED(Y2, Y3, 2, 62, Y4, Y5)
	VPAND Y4, Y2, Y4      // four
	VPSRLQ $2, Y3, Y5
	VPAND Y5, Y3, Y5      // four of next
	SHIFTED(Y2, Y3, 4, 60, Y6, Y7)
	VPAND Y6, Y4, Y6      // six
	SHIFTED(Y4, Y5, 4, 60, Y7, Y8)
	VPAND Y7, Y4, Y7      // eight
	VPSRLQ $4, Y5, Y8
	VPAND Y8, Y5, Y8      // eight of next
	SHIFTED(Y7, Y8, 8, 56, Y0, Y1)
	VPAND Y0, Y7, Y0      // sixteen
	VMOVDQU Y0, RUN16(DI)(CX*8)

	VMOVDQU (WORD+8)(DI)(CX*8), Y1
	VPSLLQ $1, Y1, Y2
	VMOVDQU WORD(DI)(CX*8), Y3
	VPSRLQ $63, Y3, Y3
	VPOR Y3, Y2, Y2
	VPANDN Y1, Y2, Y1     // starts
	VPAND Y1, Y6, Y6
	VPAND UPPER(SI)(CX*8), Y1, Y2
	VMOVDQU Y2, FIRST(DI)(CX*8)

	VMOVDQU LOUD(DI)(CX*8), Y2
	VMOVDQU (LOUD+8)(DI)(CX*8), Y3
	SHIFTED(Y2, Y3, 1, 63, Y4, Y5)
	VPSRLQ $1, Y3, Y3
	VPOR Y13, Y3, Y3
	SHIFTED(Y4, Y3, 1, 63, Y5, Y7)
	VPOR Y5, Y4, Y4
	VPSRLQ $1, Y3, Y5
	VPOR Y5, Y3, Y3
	VPOR Y13, Y3, Y3
	SHIFTED(Y4, Y3, 2, 62, Y5, Y7)
	VPOR Y5, Y4, Y4
	VPSRLQ $2, Y3, Y5
	VPOR Y5, Y3, Y3
	VPOR Y14, Y3, Y3
	SHIFTED(Y4, Y3, 3, 61, Y5, Y7)
	VPOR Y5, Y4, Y4
	VPAND Y6, Y4, Y4      // mixed
	VMOVDQU Y4, MIXED(DI)(CX*8)
	VPAND Y15, Y6, Y6
	VPOR Y6, Y4, Y4
	VPAND Y0, Y1, Y1
	VPOR Y1, Y4, Y4
	VMOVDQU Y4, HEAD(DI)(CX*8)

	VMOVDQU JOINT(SI)(CX*8), Y1
	VPSRLQ $1, Y1, Y2
	VPAND Y2, Y1, Y1
	VPOR Y1, Y0, Y0
	VPOR DIGIT(SI)(CX*8), Y0, Y0
	VPOR AT(SI)(CX*8), Y0, Y0
	VPOR LABEL(SI)(CX*8), Y0, Y0
	VPOR ESCAPE(SI)(CX*8), Y0, Y0
	VPOR UNDER(SI)(CX*8), Y0, Y0
	VPOR HIGH(SI)(CX*8), Y0, Y0
	VPXOR Y1, Y1, Y1
	VPCMPEQQ Y1, Y0, Y0
	VMOVMSKPD Y0, R9
	XORQ $15, R9
	SHLQ CX, R9
	ORQ R9, AX
	ADDQ $4, CX
	CMPQ CX, DX
	JLT join

	RESULT

// BOTH is x & (x>>n | next<<(64-n)): where a run that next continues is as
// long again.
#define BOTH(x, y, next, n, rest, out, tmp) \
	VPSRLQ $n, y, out \
	VPSLLQ $rest, next, tmp \
	VPTERNLOGQ $0xc8, tmp, x, out

// EITHER is x | x>>n | next<<(64-n).
#define EITHER(x, next, n, rest, out, tmp) \
	VPSRLQ $n, x, out \
	VPSLLQ $rest, next, tmp \
	VPTERNLOGQ $0xfe, tmp, x, out

// func drawAVX512(o *outline, m *masks, n int, beyond, every uint64) (busy uint64)
TEXT ·drawAVX512(SB), NOSPLIT, $0-48
	ARGUMENTS
gather:
	VMOVDQU64 LETTER(SI)(BX*8), Z1
	VPORQ DIGIT(SI)(BX*8), Z1, Z0
	VMOVDQU64 Z0, (WORD+8)(DI)(BX*8)
	VMOVDQU64 JOINT(SI)(BX*8), Z2
	VPTERNLOGQ $0xfe, UNDER(SI)(BX*8), Z2, Z0
	VMOVDQU64 LABEL(SI)(BX*8), Z2
	VPTERNLOGQ $0xfe, ESCAPE(SI)(BX*8), Z2, Z0
	VMOVDQU64 Z0, LONG(DI)(BX*8)
	VMOVDQU64 UPPER(SI)(BX*8), Z2
	VPANDNQ Z1, Z2, Z1
	VPANDNQ Z0, Z1, Z0
	VMOVDQU64 Z0, LOUD(DI)(BX*8)
	ADDQ $8, BX
	CMPQ BX, DX
	JLT gather
	BEYOND

	VPBROADCASTQ every+32(FP), Z15
	VPTERNLOGQ $0xff, Z14, Z14, Z14
	VPSLLQ $62, Z14, Z14 // the upper two bits
	VPSLLQ $1, Z14, Z13  // the uppermost
join:
	VMOVDQU64 LONG(DI)(CX*8), Z0
	VMOVDQU64 (LONG+8)(DI)(CX*8), Z1
	BOTH(Z0, Z0, Z1, 1, 63, Z2, Z9) // two
	VPSRLQ $1, Z1, Z3
	VPANDQ Z3, Z1, Z3               // two of next
	BOTH(Z2, Z2, Z3, 2, 62, Z4, Z9) // four
	VPSRLQ $2, Z3, Z5
	VPANDQ Z5, Z3, Z5               // four of next
	BOTH(Z4, Z2, Z3, 4, 60, Z6, Z9) // six
	BOTH(Z4, Z4, Z5, 4, 60, Z7, Z9) // eight
	VPSRLQ $4, Z5, Z8
	VPANDQ Z8, Z5, Z8               // eight of next
	BOTH(Z7, Z7, Z8, 8, 56, Z0, Z9) // sixteen
	VMOVDQU64 Z0, RUN16(DI)(CX*8)

	VMOVDQU64 (WORD+8)(DI)(CX*8), Z1
	VPSLLQ $1, Z1, Z2
	VMOVDQU64 WORD(DI)(CX*8), Z3
	VPSRLQ $63, Z3, Z3
	VPTERNLOGQ $0x10, Z3, Z2, Z1  // starts: neither shifted word
	VPANDQ Z1, Z6, Z6
	VPANDQ UPPER(SI)(CX*8), Z1, Z2
	VMOVDQU64 Z2, FIRST(DI)(CX*8)

	VMOVDQU64 LOUD(DI)(CX*8), Z2
	VMOVDQU64 (LOUD+8)(DI)(CX*8), Z3
	VPSRLQ $1, Z2, Z4
	VPSLLQ $63, Z3, Z5
	VPORQ Z5, Z4, Z4
	VPSRLQ $1, Z3, Z3
	VPORQ Z13, Z3, Z3
	EITHER(Z4, Z3, 1, 63, Z5, Z9)
	VPSRLQ $1, Z3, Z7
	VPTERNLOGQ $0xfe, Z13, Z7, Z3
	EITHER(Z5, Z3, 2, 62, Z4, Z9)
	VPSRLQ $2, Z3, Z7
	VPTERNLOGQ $0xfe, Z14, Z7, Z3
	EITHER(Z4, Z3, 3, 61, Z5, Z9)
	VPANDQ Z6, Z5, Z4             // mixed
	VMOVDQU64 Z4, MIXED(DI)(CX*8)
	VPTERNLOGQ $0xf8, Z15, Z6, Z4 // or six and every
	VPTERNLOGQ $0xf8, Z0, Z1, Z4  // or sixteen and starts
	VMOVDQU64 Z4, HEAD(DI)(CX*8)

	VMOVDQU64 JOINT(SI)(CX*8), Z1
	VPSRLQ $1, Z1, Z2
	VPTERNLOGQ $0xf8, Z2, Z1, Z0
	VMOVDQU64 DIGIT(SI)(CX*8), Z1
	VPTERNLOGQ $0xfe, AT(SI)(CX*8), Z1, Z0
	VMOVDQU64 LABEL(SI)(CX*8), Z1
	VPTERNLOGQ $0xfe, ESCAPE(SI)(CX*8), Z1, Z0
	VMOVDQU64 UNDER(SI)(CX*8), Z1
	VPTERNLOGQ $0xfe, HIGH(SI)(CX*8), Z1, Z0
	VPTESTMQ Z0, Z0, K1
	KMOVB K1, R9
	SHLQ CX, R9
	ORQ R9, AX
	ADDQ $8, CX
	CMPQ CX, DX
	JLT join

	RESULT
